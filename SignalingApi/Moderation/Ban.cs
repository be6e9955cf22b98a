using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Somebody who is kept out.</summary>
internal sealed record Ban
{
    public Id Id { get; init; }

    /// <summary>Of an account or a guest.</summary>
    public string Subject { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Hash of a network from which no guests and no new accounts come; empty for none.</summary>
    public string Network { get; init; } = "";

    /// <summary>Told to who is banned.</summary>
    public string Reason { get; init; } = "";

    public Id ById { get; init; }

    public long At { get; init; }

    /// <summary>Null: for good.</summary>
    public long? Until { get; init; }

    public long? LiftedAt { get; init; }

    public long? LiftedBy { get; init; }

    public bool Stands(long now) => LiftedAt is null && (Until is not { } until || until > now);
}
