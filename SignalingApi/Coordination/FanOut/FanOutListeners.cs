using System.Collections.Immutable;

namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>Who listens on this node.</summary>
internal sealed class FanOutListeners
{
    private ImmutableArray<(Func<FanOutMessage, Task> Heard, Func<Task> Lost)> all = [];

    public void Add(Func<FanOutMessage, Task> heard, Func<Task> lost) =>
        ImmutableInterlocked.Update(ref all, static (now, added) => now.Add(added), (heard, lost));

    /// <summary>All begin in order, so that each hears one message before the next.</summary>
    public Task HearAsync(FanOutMessage message) => Task.WhenAll(all.Select(listener => listener.Heard(message)));

    public Task LostAsync() => Task.WhenAll(all.Select(static listener => listener.Lost()));
}
