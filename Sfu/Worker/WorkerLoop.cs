using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Transport.Streams;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// The one thread of a worker: waits, takes commands and what other workers handed over, receives a batch, fires timers, flushes.
/// Nobody else touches its core.
/// </summary>
internal sealed class WorkerLoop : IDisposable
{
    private const int CommandCapacity = 1 << 16;

    /// <summary>Datagrams handled before what they caused is flushed: a flush takes a frame's packets together, yet none waits long.</summary>
    private const int FlushAt = 384;

    /// <summary>Packets taken from TCP before the socket has its turn.</summary>
    private const int StreamBatch = 256;

    /// <summary>
    /// What a timer may be late: reports and requests of hundreds of peers are due at as many moments, and then go out together, mostly
    /// with the packets that wake the thread anyway. Media waits for no timer.
    /// </summary>
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(5);

    private readonly IDatagramSocket socket;
    private readonly WorkerCore core;
    private readonly HandOverRing?[] incoming;
    private readonly StreamPort streams;
    private readonly CommandQueue commands = new(CommandCapacity);
    private readonly PacketBuffer[] batch = new PacketBuffer[IDatagramSocket.MaxBatch];
    private readonly Action<Exception> onFault;
    private readonly Thread thread;
    private volatile bool stopping;

    /// <param name="socket">The worker's own; disposed with it.</param>
    /// <param name="core">The worker's state.</param>
    /// <param name="incoming">The rings from the other workers, by index.</param>
    /// <param name="onFault">A command failed; the worker goes on.</param>
    public WorkerLoop(IDatagramSocket socket, WorkerCore core, HandOverRing?[] incoming, Action<Exception> onFault)
    {
        this.socket = socket;
        this.core = core;
        this.incoming = incoming;
        this.onFault = onFault;
        core.Outbox.Flush = Flush;
        streams = new StreamPort(socket.Counters, socket.Wake);
        thread = new Thread(Run) { Name = $"media-{core.Index}", IsBackground = true, Priority = ThreadPriority.AboveNormal };
    }

    public WorkerCore Core => core;

    public IDatagramSocket Socket => socket;

    /// <summary>The TCP connections of its peers.</summary>
    public StreamPort Streams => streams;

    /// <summary>Commands refused at the bound.</summary>
    public long CommandsRefused => Interlocked.Read(ref commandsRefused);

    private long commandsRefused;

    /// <summary>What the thread has allocated, in bytes: for joins, changes and reports to the control side. No packet allocates.</summary>
    public long AllocatedBytes => Volatile.Read(ref allocatedBytes);

    private long allocatedBytes;

    public void Start() => thread.Start();

    /// <summary>Runs something on the worker's thread; false when its queue is full.</summary>
    public bool Post(WorkerCommand command)
    {
        if (!commands.TryAdd(command))
        {
            Interlocked.Increment(ref commandsRefused);
            return false;
        }

        socket.Wake();
        return true;
    }

    /// <summary>Runs something on the worker's thread and gives its result back.</summary>
    public Task<T> AskAsync<T>(Func<WorkerCore, Instant, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var posted = Post((worker, now) =>
        {
            try
            {
                answer.TrySetResult(question(worker, now));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                answer.TrySetException(exception);
            }
        });
        if (!posted)
        {
            answer.TrySetException(new InvalidOperationException("the worker's command queue is full"));
        }

        return answer.Task;
    }

    /// <summary>Stops the thread after it has closed all peers.</summary>
    public void Dispose()
    {
        if (!stopping)
        {
            stopping = true;
            socket.Wake();
            if (thread.IsAlive)
            {
                thread.Join();
            }

            socket.Dispose();
        }
    }

    private void Run()
    {
        LinuxThreadPriority.TryRaise();
        while (!stopping)
        {
            socket.Wait(core.LatestWake(TimerSlack));
            try
            {
                RunCommands();
                ReadRings();
                ReadStreams();
                Receive();
                core.HandleTimeout(socket.Now);
                Flush(); // (13)
                Volatile.Write(ref allocatedBytes, GC.GetAllocatedBytesForCurrentThread());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // What concerns one peer was caught below; whatever this is, the other calls go on.
                onFault(exception);
            }
        }

        RunCommands();
        core.Close(socket.Now);
        Flush();
    }

    private void Flush()
    {
        streams.Flush(core.Outbox);
        socket.Flush(core.Outbox);
    }

    private void ReadStreams()
    {
        for (var left = StreamBatch; left > 0 && streams.TryReceive(core.Pool, socket.Now, out var buffer); left--)
        {
            core.HandleDatagram(socket.Now, buffer);
            buffer.Release();
        }
    }

    private void Receive()
    {
        int count;
        do
        {
            count = socket.Receive(core.Pool, batch); // (1)
            core.HandleDatagrams(socket.Now, batch.AsSpan(0, count)); // (2) to (12)
            for (var i = 0; i < count; i++)
            {
                batch[i].Release();
            }

            if (core.Outbox.Count >= FlushAt)
            {
                Flush();
                return;
            }
        }
        while (count == batch.Length);
    }

    private void ReadRings()
    {
        for (var index = 0; index < incoming.Length; index++)
        {
            // As many as wait now: a busy neighbour must not starve the socket.
            var ring = incoming[index];
            for (var left = ring?.Capacity ?? 0; left > 0 && ring!.TryRead(core.Pool, out var packet, out var header); left--)
            {
                core.HandleHandOver(socket.Now, index, packet, header);
                packet.Release();
                if (core.Outbox.Count >= FlushAt)
                {
                    Flush();
                }
            }

            core.EndBatch(socket.Now);
        }
    }

    private void RunCommands()
    {
        while (commands.TryTake(out var command))
        {
            // It may change where packets go.
            core.EndRun(socket.Now);
            try
            {
                command(core, socket.Now);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                onFault(exception);
            }
        }
    }
}
