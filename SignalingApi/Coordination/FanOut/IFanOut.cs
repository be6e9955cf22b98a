namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>
/// Passes on what must be known wherever somebody's pages are. In each node's order, and at most once: where something of other nodes
/// may be missing, the listeners are told that.
/// </summary>
internal interface IFanOut
{
    /// <summary>To every node, this one included. Answered when this one has dealt with it; the others need not be reachable.</summary>
    Task PublishAsync(FanOutMessage message);

    /// <summary>For as long as the process lives.</summary>
    /// <param name="heard">Called with each message of whichever node.</param>
    /// <param name="lost">Called when messages of other nodes may have been lost: what they would have said must be asked for.</param>
    void Listen(Func<FanOutMessage, Task> heard, Func<Task> lost);
}
