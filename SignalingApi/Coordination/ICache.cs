namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// Answers of the store, kept for a while. Who changes the store removes what the change makes old, after it is committed.
/// </summary>
/// <remarks>
/// A reader that found nothing gets a lease, and may store only while the lease stands. Removing takes it away: a value read before a
/// change is never stored after it, however slow its reader was. Losing cached values is always allowed.
/// </remarks>
internal interface ICache
{
    /// <summary>The value, or the lease to store one.</summary>
    Task<CacheFinding> FindAsync(CacheKey key);

    /// <summary>False: the lease is gone, since the key was removed (or for want of room); what was read may be old.</summary>
    Task<bool> StoreAsync(CacheKey key, string lease, ReadOnlyMemory<byte> value);

    /// <summary>Drops values and leases at once. Never fails: what cannot be dropped now is, before it is read here again.</summary>
    Task RemoveAsync(params IReadOnlyList<CacheKey> keys);
}

/// <summary>What was found: a value, a lease, or neither (the cache is out of service: read the store and keep nothing).</summary>
internal readonly record struct CacheFinding(ReadOnlyMemory<byte>? Value, string? Lease);
