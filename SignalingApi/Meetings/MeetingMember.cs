using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>How somebody stands to a meeting, whether present or not.</summary>
internal sealed record MeetingMember
{
    public Id MeetingId { get; init; }

    /// <summary>See <see cref="Auth.Actor.Subject"/>; also the participant id in the room.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Null for a guest.</summary>
    public Id? UserId { get; init; }

    public string Name { get; init; } = "";

    public bool IsCohost { get; init; }

    /// <summary>Passes the lobby.</summary>
    public bool Invited { get; init; }

    /// <summary>Was let in once: passes the lobby.</summary>
    public bool Admitted { get; init; }

    /// <summary>Was put out: knocks again, whether there is a lobby or not.</summary>
    public bool Removed { get; init; }

    public bool Banned { get; init; }

    /// <summary>How often a host said no.</summary>
    public int Denials { get; init; }

    public long? FirstJoinedAt { get; init; }

    /// <summary>Null when not in the room.</summary>
    public long? PresentSince { get; init; }

    /// <summary>Null when the hand is not raised.</summary>
    public long? HandAt { get; init; }

    public bool IsPresent => PresentSince is not null;

    /// <summary>May read what was written: has been in, and was not put out.</summary>
    public bool MayRead => FirstJoinedAt is not null && !Removed && !Banned;
}
