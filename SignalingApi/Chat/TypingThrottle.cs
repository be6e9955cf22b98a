using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// How often it is told that somebody types: what changes nothing at most every two seconds, and no more than a few in a row, however
/// quickly a page says yes and no.
/// </summary>
internal sealed class TypingThrottle(TimeProvider clock)
{
    private const int Half = 10_000;
    private const int Burst = 6;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly BoundedMap<State> states = new(Half);
    private readonly RateBuckets changes = new(clock, Burst, 1);

    public bool Passes(Id user, Id conversation, bool typing)
    {
        var key = $"{user}:{conversation}";
        var now = clock.GetTimestamp();
        lock (gate)
        {
            var isNew = !states.TryGet(key, out var state);
            state ??= states.GetOrAdd(key, static () => new State());
            if (isNew ? !typing : state.Typing == typing && (!typing || clock.GetElapsedTime(state.At, now) < Again))
            {
                return false;
            }

            if (changes.Take(user.ToString()) is not null)
            {
                return false;
            }

            (state.Typing, state.At) = (typing, now);
            return true;
        }
    }

    private sealed class State
    {
        public bool Typing { get; set; }

        public long At { get; set; }
    }
}
