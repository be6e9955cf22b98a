using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Slows the guessing of passwords. Counted by account and address together, where each further failure doubles the wait; by address over
/// all accounts; and by account over all addresses, which makes an address that is new to the account wait before its first try. So an account
/// under attack from many places is slower to enter from a new place, and never locked: where its owner has logged in before nothing changes.
/// Names that nobody has are counted alike.
/// </summary>
internal sealed class LogInThrottle(TimeProvider clock)
{
    private const int FreeTriesOfPair = 5;
    private const int FreeTriesOfAddress = 30;
    private const int AttackOnAccount = 50;
    private const int Half = 10_000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StrangersWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly BoundedMap<Record> pairs = new(Half);
    private readonly BoundedMap<Record> addresses = new(Half);
    private readonly BoundedMap<Record> accounts = new(Half);

    /// <summary>Before a password is looked at: null when it may be, and it counts as wrong until <see cref="Succeeded"/>.</summary>
    public TimeSpan? Begin(string account, string network)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var (pair, address, all) = (Of(pairs, $"{account}\n{network}", now), Of(addresses, network, now), Of(accounts, account, now));
            if (!pair.Trusted && pair.NotBefore == default && all.Failures >= AttackOnAccount)
            {
                pair.NotBefore = now + StrangersWait;
            }

            var until = pair.NotBefore > address.NotBefore ? pair.NotBefore : address.NotBefore;
            if (until > now)
            {
                return until - now;
            }

            pair.Fail(now, FreeTriesOfPair);
            address.Fail(now, FreeTriesOfAddress);
            all.Fail(now, int.MaxValue);
            return null;
        }
    }

    /// <summary>The password was right.</summary>
    public void Succeeded(string account, string network)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var pair = Of(pairs, $"{account}\n{network}", now);
            (pair.Failures, pair.NotBefore, pair.Trusted) = (0, default, true);
            Of(addresses, network, now).TakeBack();
            Of(accounts, account, now).TakeBack();
        }
    }

    private static Record Of(BoundedMap<Record> map, string key, DateTimeOffset now)
    {
        var record = map.GetOrAdd(key, static () => new Record());
        if (now - record.At > Memory)
        {
            record.Failures = 0;
            record.NotBefore = default;
        }

        record.At = now;
        return record;
    }

    private sealed class Record
    {
        public int Failures { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        public DateTimeOffset At { get; set; }

        public bool Trusted { get; set; }

        /// <summary>The last try was none: it was let in, so that it had no wait before it.</summary>
        public void TakeBack()
        {
            Failures = Math.Max(0, Failures - 1);
            NotBefore = default;
        }

        public void Fail(DateTimeOffset now, int free)
        {
            Failures++;
            if (Failures >= free)
            {
                var seconds = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(Failures - free, 20)));
                NotBefore = now.AddSeconds(seconds);
            }
        }
    }
}
