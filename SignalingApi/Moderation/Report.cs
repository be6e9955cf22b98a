using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Somebody's word about somebody else.</summary>
internal sealed record Report
{
    public Id Id { get; init; }

    public long At { get; init; }

    /// <summary>Subject; empty when the account was deleted.</summary>
    public string Reporter { get; init; } = "";

    public string ReporterName { get; init; } = "";

    /// <summary>Whom it is about: the subject of an account or a guest.</summary>
    public string Subject { get; init; } = "";

    public string SubjectName { get; init; } = "";

    /// <summary>Hash of the network from which they were here; empty when it is not known.</summary>
    public string Network { get; init; } = "";

    /// <summary>One of <see cref="ModerationWords.Reasons"/>.</summary>
    public string Reason { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>One of <see cref="ModerationWords.Contexts"/>.</summary>
    public string Context { get; init; } = "";

    public string? RoomId { get; init; }

    public long? MessageId { get; init; }

    /// <summary>The moderator who looks into it.</summary>
    public long? ClaimedBy { get; init; }

    public long? ClaimedAt { get; init; }

    /// <summary>One of <see cref="ModerationWords.Decisions"/>; null while it is open.</summary>
    public string? Decision { get; init; }

    public string Note { get; init; } = "";

    public long? DecidedBy { get; init; }

    public long? DecidedAt { get; init; }
}
