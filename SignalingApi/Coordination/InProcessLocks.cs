namespace Vidrn.SignalingApi.Coordination;

/// <summary>Leases within this process.</summary>
internal sealed class InProcessLocks(TimeProvider time) : ILocks
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Token, DateTimeOffset Until)> held = [];

    public Task<Lease?> TryAcquireAsync(string name, TimeSpan duration)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (held.TryGetValue(name, out var holder) && holder.Until > now)
            {
                return Task.FromResult<Lease?>(null);
            }

            foreach (var expired in held.Where(lease => lease.Value.Until <= now).Select(static lease => lease.Key).ToList())
            {
                held.Remove(expired);
            }

            var lease = new Lease(name, Guid.NewGuid().ToString("N"));
            held[name] = (lease.Token, now + duration);
            return Task.FromResult<Lease?>(lease);
        }
    }

    public Task<bool> ExtendAsync(Lease lease, TimeSpan duration)
    {
        lock (gate)
        {
            var isHeld = IsHeld(lease);
            if (isHeld)
            {
                held[lease.Name] = (lease.Token, time.GetUtcNow() + duration);
            }

            return Task.FromResult(isHeld);
        }
    }

    public Task<bool> ReleaseAsync(Lease lease)
    {
        lock (gate)
        {
            return Task.FromResult(IsHeld(lease) && held.Remove(lease.Name));
        }
    }

    private bool IsHeld(Lease lease) =>
        held.TryGetValue(lease.Name, out var holder) && holder.Token == lease.Token && holder.Until > time.GetUtcNow();
}
