using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Somebody in the lobby.</summary>
internal sealed record MeetingWait
{
    public Id MeetingId { get; init; }

    public string Subject { get; init; } = "";

    public Id? UserId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The page that knocked; it is told the answer, and when it goes so does the wait.</summary>
    public string Connection { get; init; } = "";

    public long At { get; init; }

    /// <summary>When the page was last known to be there.</summary>
    public long SeenAt { get; init; }
}
