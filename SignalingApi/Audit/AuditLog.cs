using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Audit;

/// <summary>Who did what that matters to security: kept, bounded, for moderators to read.</summary>
internal sealed class AuditLog(IAuditStore store, IdSource ids, TimeProvider clock, ILogger<AuditLog> logger)
{
    /// <summary>So many are kept.</summary>
    public const int MaxEntries = 100_000;

    private const int MaxDetailLength = 500;

    /// <param name="actor">Null for the server itself and its commands.</param>
    /// <param name="action">Feature, dot, what happened: `auth.password-changed`.</param>
    /// <param name="subject">Whom or what it was done to.</param>
    /// <param name="detail">Free text; no secret in it.</param>
    public Task WriteAsync(Actor? actor, string action, string subject, string detail = "")
    {
        var entry = new AuditEntry
        {
            Id = ids.Next(),
            At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Actor = actor?.Subject ?? "",
            Action = action,
            Subject = subject.Length <= MaxDetailLength ? subject : subject[..MaxDetailLength],
            Detail = detail.Length <= MaxDetailLength ? detail : detail[..MaxDetailLength],
        };
        AuditLines.Written(logger, entry.Action, entry.Actor, entry.Subject);
        return store.AddAsync(entry, MaxEntries);
    }

    public async Task<Page<AuditEntry>> ListAsync(Id? before, int? limit)
    {
        var size = Page<AuditEntry>.Size(limit);
        var entries = await store.ListAsync(before, size);
        return new Page<AuditEntry>(entries, entries.Count == size ? entries[^1].Id.ToString() : null);
    }
}
