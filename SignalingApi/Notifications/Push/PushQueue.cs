using System.Threading.Channels;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Messages that wait to be pushed, bounded: beyond it they are dropped and counted.</summary>
internal sealed class PushQueue(ILogger<PushQueue> logger)
{
    private const int Capacity = 10_000;

    private readonly Channel<PushJob> jobs = Channel.CreateBounded<PushJob>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });
    private long dropped;

    public ChannelReader<PushJob> Jobs => jobs.Reader;

    /// <summary>Messages for which there was no room.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public void Add(PushJob job)
    {
        if (!jobs.Writer.TryWrite(job) && Interlocked.Increment(ref dropped) % 1_000 == 1)
        {
            NotificationLog.PushQueueFull(logger, Dropped);
        }
    }
}

/// <summary>One message to push.</summary>
/// <param name="Message">The message.</param>
/// <param name="Only">Another attempt, to this browser alone; null for all of the account.</param>
/// <param name="Attempt">0 for the first.</param>
internal sealed record PushJob(PushMessage Message, PushSubscription? Only = null, int Attempt = 0);
