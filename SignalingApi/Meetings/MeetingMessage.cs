using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>A line of a meeting's chat as it is stored.</summary>
internal sealed record MeetingMessage
{
    public Id Id { get; init; }

    public Id MeetingId { get; init; }

    public string Subject { get; init; } = "";

    public Id? UserId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Chosen by the sender: a retry with the same is the same message.</summary>
    public string ClientMessageId { get; init; } = "";

    public string Text { get; init; } = "";

    public long At { get; init; }
}
