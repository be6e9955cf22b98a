namespace Vidrn.SignalingApi.Coordination;

/// <summary>Answers kept in this process, bounded by number and by bytes: the least recently used go first.</summary>
internal sealed class InProcessCache(TimeProvider time, int maxEntries = 20_000, long maxBytes = 32 << 20) : ICache
{
    /// <summary>What an entry costs beside its bytes, roughly.</summary>
    private const int Overhead = 256;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<CacheKey, LinkedListNode<Entry>> entries = [];
    // The most recently used first.
    private readonly LinkedList<Entry> order = new();
    private long bytes;
    private long leases;

    /// <summary>Values and leases held.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>What they cost in memory.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
            {
                return bytes;
            }
        }
    }

    public Task<CacheFinding> FindAsync(CacheKey key)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (entries.TryGetValue(key, out var node))
            {
                if (node.Value.Until > now)
                {
                    order.Remove(node);
                    order.AddFirst(node);
                    return Task.FromResult(node.Value.Value is { } value
                        ? new CacheFinding(value, null)
                        : new CacheFinding(null, node.Value.Lease));
                }

                Drop(node);
            }

            var lease = (++leases).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Add(new Entry(key, null, lease, now + LeaseTime));
            return Task.FromResult(new CacheFinding(null, lease));
        }
    }

    public Task<bool> StoreAsync(CacheKey key, string lease, ReadOnlyMemory<byte> value)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!entries.TryGetValue(key, out var node) || node.Value.Lease != lease || node.Value.Until <= now)
            {
                return Task.FromResult(false);
            }

            Drop(node);
            if (value.Length + Overhead > maxBytes / 8)
            {
                // One answer must not push out all others.
                return Task.FromResult(false);
            }

            Add(new Entry(key, value.ToArray(), null, now + key.Family.TimeToLive));
            return Task.FromResult(true);
        }
    }

    public Task RemoveAsync(params IReadOnlyList<CacheKey> keys)
    {
        lock (gate)
        {
            foreach (var key in keys)
            {
                if (entries.TryGetValue(key, out var node))
                {
                    Drop(node);
                }
            }
        }

        return Task.CompletedTask;
    }

    private void Add(Entry entry)
    {
        entries[entry.Key] = order.AddFirst(entry);
        bytes += entry.Cost;
        while (entries.Count > maxEntries || bytes > maxBytes)
        {
            Drop(order.Last!);
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        order.Remove(node);
        entries.Remove(node.Value.Key);
        bytes -= node.Value.Cost;
    }

    /// <summary>A value, or a lease to store one.</summary>
    private sealed record Entry(CacheKey Key, byte[]? Value, string? Lease, DateTimeOffset Until)
    {
        public int Cost => Overhead + (Value?.Length ?? 0);
    }
}
