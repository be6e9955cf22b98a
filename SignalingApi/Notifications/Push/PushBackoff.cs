namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Push services that do not answer are left alone for a while, longer each time: else a few dead ones hold up all senders.</summary>
internal sealed class PushBackoff(TimeProvider clock)
{
    private const int MaxKept = 10_000;
    private const int MaxDoublings = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Until)> failing = new(StringComparer.Ordinal);

    public bool MayTry(string endpoint)
    {
        lock (gate)
        {
            return !failing.TryGetValue(endpoint, out var entry) || entry.Until <= clock.GetUtcNow();
        }
    }

    /// <summary>No answer; 15 s at first, up to an hour.</summary>
    public void Failed(string endpoint)
    {
        lock (gate)
        {
            if (failing.Count >= MaxKept && !failing.ContainsKey(endpoint))
            {
                failing.Clear();
            }

            var failures = failing.TryGetValue(endpoint, out var entry) ? Math.Min(entry.Failures + 1, MaxDoublings) : 0;
            failing[endpoint] = (failures, clock.GetUtcNow() + TimeSpan.FromSeconds(15 * (1 << failures)));
        }
    }

    public void Answered(string endpoint)
    {
        lock (gate)
        {
            failing.Remove(endpoint);
        }
    }
}
