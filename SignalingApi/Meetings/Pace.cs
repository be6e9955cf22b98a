namespace Vidrn.SignalingApi.Meetings;

/// <summary>
/// How often somebody may do something: a burst at once, then one in a while. Remembers those who spent some of their burst and nobody
/// else, and at most <see cref="MaxKeys"/>: beyond that the oldest forgotten are forgiven. Safe for any thread.
/// </summary>
/// <param name="clock">Gives the time.</param>
/// <param name="burst">So many at once.</param>
/// <param name="every">One more after each.</param>
internal sealed class Pace(TimeProvider clock, int burst, TimeSpan every)
{
    private const int MaxKeys = 50_000;

    private readonly Lock gate = new();

    /// <summary>When each key's burst is whole again.</summary>
    private readonly Dictionary<string, DateTimeOffset> wholeAt = new(StringComparer.Ordinal);

    /// <summary>False when it is too soon.</summary>
    public bool TryTake(string key)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var whole = Max(wholeAt.GetValueOrDefault(key), now) + every;
            if (whole > now + (every * burst))
            {
                return false;
            }

            if (wholeAt.Count >= MaxKeys && !wholeAt.ContainsKey(key))
            {
                Forget(now);
            }

            wholeAt[key] = whole;
            return true;
        }
    }

    /// <summary>How long until one may be taken; null when it may be now.</summary>
    public TimeSpan? WaitFor(string key)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var wait = Max(wholeAt.GetValueOrDefault(key), now) + every - (now + (every * burst));
            return wait > TimeSpan.Zero ? wait : null;
        }
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, whole) in wholeAt)
        {
            if (whole <= now)
            {
                wholeAt.Remove(key);
            }
        }

        foreach (var key in wholeAt.OrderBy(static entry => entry.Value).Take(wholeAt.Count - (MaxKeys * 9 / 10)).Select(static entry => entry.Key).ToArray())
        {
            wholeAt.Remove(key);
        }
    }
}
