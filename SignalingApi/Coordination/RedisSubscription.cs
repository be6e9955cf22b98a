using System.Threading.Channels;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>What is published on one channel. A reader that falls behind its capacity loses the newest, and sees it in <see cref="Dropped"/>.</summary>
internal sealed class RedisSubscription : IAsyncDisposable
{
    private readonly Channel<byte[]> messages;
    private Func<ValueTask>? unsubscribe;
    private long dropped;

    public RedisSubscription(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        messages = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    /// <summary>In the order they were published; completed when the subscription is disposed.</summary>
    public ChannelReader<byte[]> Messages => messages.Reader;

    /// <summary>Messages lost at the bound since the start.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Called on the connection's own thread: must not wait.</summary>
    internal void Take(byte[] message)
    {
        if (!messages.Writer.TryWrite(message))
        {
            Interlocked.Increment(ref dropped);
        }
    }

    internal void EndsBy(Func<ValueTask> end) => unsubscribe = end;

    public async ValueTask DisposeAsync()
    {
        messages.Writer.TryComplete();
        if (Interlocked.Exchange(ref unsubscribe, null) is { } end)
        {
            await end();
        }
    }
}
