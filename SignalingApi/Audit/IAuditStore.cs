using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Audit;

/// <summary>The audit log's rows.</summary>
internal interface IAuditStore
{
    /// <summary>Adds one, and drops the oldest beyond a bound.</summary>
    Task AddAsync(AuditEntry entry, int keep);

    /// <summary>The newest first.</summary>
    /// <param name="before">Only older ones; null for all.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(Id? before, int limit);

    /// <summary>What an actor did and what was done to it, the newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListOfAsync(string subject, int limit);
}
