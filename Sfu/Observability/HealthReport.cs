namespace Vidrn.Sfu.Observability;

/// <summary>The body of `/health` (docs/protocol.md section 1.8).</summary>
/// <param name="Status">`ok`, or `degraded` when a dependency is not.</param>
/// <param name="Env">The hosting environment, in lower case.</param>
/// <param name="Version">The server's version.</param>
/// <param name="Uptime">Whole seconds since the start.</param>
/// <param name="Dependencies">Name to `ok` or a code.</param>
internal sealed record HealthReport(
    string Status,
    string Env,
    string Version,
    long Uptime,
    IReadOnlyDictionary<string, string> Dependencies);
