using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Somebody was in a meeting, from when to when.</summary>
internal sealed record MeetingStay
{
    public Id Id { get; init; }

    public Id MeetingId { get; init; }

    public string Subject { get; init; } = "";

    public Id? UserId { get; init; }

    public string Name { get; init; } = "";

    public long JoinedAt { get; init; }

    /// <summary>Null while there.</summary>
    public long? LeftAt { get; init; }

    /// <summary>Why they left: a reason of the media protocol's `participant-left`.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether they are kept out now; read with the list of a meeting alone.</summary>
    public bool Banned { get; init; }
}
