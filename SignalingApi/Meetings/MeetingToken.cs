using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>A room token that was given out, kept until it ends so that it can be revoked.</summary>
internal sealed record MeetingToken
{
    public string TokenId { get; init; } = "";

    public Id MeetingId { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Milliseconds since 1970.</summary>
    public long ExpiresAt { get; init; }
}
