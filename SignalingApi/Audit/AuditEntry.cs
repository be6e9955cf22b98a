using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Audit;

/// <summary>One act that matters to security.</summary>
internal sealed record AuditEntry
{
    public Id Id { get; init; }

    public long At { get; init; }

    /// <summary>Subject of who did it; empty for the server and its commands.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Such as `auth.login-failed`: feature, dot, what happened.</summary>
    public string Action { get; init; } = "";

    /// <summary>Whom or what it was done to.</summary>
    public string Subject { get; init; } = "";

    public string Detail { get; init; } = "";
}
