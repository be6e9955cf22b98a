namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>There is one node.</summary>
internal sealed class InProcessFanOut : IFanOut
{
    private readonly FanOutListeners listeners = new();

    public Task PublishAsync(FanOutMessage message) => listeners.HearAsync(message);

    public void Listen(Func<FanOutMessage, Task> heard, Func<Task> lost) => listeners.Add(heard, lost);
}
