using System.Collections.Concurrent;

namespace Vidrn.Sfu.Worker;

/// <summary>Commands from other threads to one worker, in order, bounded.</summary>
internal sealed class CommandQueue(int capacity)
{
    private readonly ConcurrentQueue<WorkerCommand> queue = new();
    private int count;

    /// <summary>False at the bound.</summary>
    public bool TryAdd(WorkerCommand command)
    {
        if (Interlocked.Increment(ref count) > capacity)
        {
            Interlocked.Decrement(ref count);
            return false;
        }

        queue.Enqueue(command);
        return true;
    }

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerCommand? command)
    {
        if (!queue.TryDequeue(out command))
        {
            return false;
        }

        Interlocked.Decrement(ref count);
        return true;
    }
}
