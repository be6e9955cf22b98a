using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>What who is banned says to it: once for each ban.</summary>
internal sealed record Appeal
{
    public Id Id { get; init; }

    public Id BanId { get; init; }

    public long At { get; init; }

    public string Text { get; init; } = "";

    /// <summary>`open`, `lifted` or `kept`.</summary>
    public string State { get; init; } = ModerationWords.Open;

    public string Note { get; init; } = "";

    public long? DecidedBy { get; init; }

    public long? DecidedAt { get; init; }
}
