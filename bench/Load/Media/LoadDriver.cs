using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Vidrn.Bench.Load.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Media;

/// <summary>Loss and delay on the way to the receivers, made here.</summary>
/// <param name="Loss">0 to 1.</param>
/// <param name="Delay">Of what is not lost.</param>
internal readonly record struct Impairment(double Loss, TimeSpan Delay);

/// <summary>One thread with many peers and their sockets. Nobody else touches them; others post actions.</summary>
internal sealed unsafe class LoadDriver : IDisposable
{
    private readonly SocketSet sockets = new();
    private readonly Dictionary<long, Driven> peers = [];
    private readonly PriorityQueue<Driven, long> timers = new();
    private readonly Queue<(long Due, Driven Peer, byte[] Bytes, long RealTime)> delayed = new();
    private readonly ConcurrentQueue<Action> actions = new();
    private readonly SafeFileHandle wake;
    private readonly Impairment impairment;
    private readonly Random random = new(1);
    private readonly Thread thread;
    private volatile bool stopping;
    private long nextId = 1;
    private Driven current = null!;
    private Instant now;

    public LoadDriver(int index, Impairment impairment)
    {
        this.impairment = impairment;
        wake = new SafeFileHandle(LinuxSystem.eventfd(0, LinuxSystem.EFD_NONBLOCK | LinuxSystem.EFD_CLOEXEC), ownsHandle: true);
        thread = new Thread(Run) { Name = $"load-{index}", IsBackground = true };
        thread.Start();
    }

    private sealed class Driven(long id, LoadPeer peer, PeerSocket socket)
    {
        public long Id => id;

        public LoadPeer Peer => peer;

        public PeerSocket Socket => socket;

        public long Scheduled { get; set; } = long.MaxValue;
    }

    public LoadCounters Counters { get; } = new();

    /// <summary>Runs something on the driver's thread.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        actions.Enqueue(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                answer.SetException(exception);
            }
        });
        Rouse();
        return answer.Task;
    }

    /// <summary>Opens a socket to the server and begins.</summary>
    public Task<(long Id, LoadPeer Peer)> AddAsync(Func<Instant, LoadPeer> make, IpAddress server, ushort port) => AskAsync(() =>
    {
        var driven = new Driven(nextId++, make(MonotonicClock.Now), new PeerSocket(server, port));
        peers.Add(driven.Id, driven);
        sockets.Add(driven.Socket, driven.Id);
        Finish(driven);
        return (driven.Id, driven.Peer);
    });

    /// <summary>Says goodbye and closes the socket.</summary>
    public Task<bool> RemoveAsync(long id) => AskAsync(() =>
    {
        if (!peers.Remove(id, out var driven))
        {
            return false;
        }

        driven.Peer.Close(MonotonicClock.Now);
        sockets.Send(driven.Socket, driven.Peer.Outgoing);
        KernelDropsOfGone += driven.Socket.Lost;
        driven.Socket.Dispose();
        driven.Peer.Dispose();
        return true;
    });

    private long KernelDropsOfGone { get; set; }

    /// <summary>Datagrams that the kernel lost because this generator was late. On the driver's thread.</summary>
    public long KernelDrops => KernelDropsOfGone + peers.Values.Sum(p => (long)p.Socket.Lost);

    /// <summary>Datagrams that the kernel would not take.</summary>
    public long SendFailures => sockets.SendFailures;

    public void Dispose()
    {
        stopping = true;
        Rouse();
        thread.Join();
        foreach (var driven in peers.Values)
        {
            driven.Socket.Dispose();
            driven.Peer.Dispose();
        }

        sockets.Dispose();
        wake.Dispose();
    }

    private void Rouse()
    {
        ulong one = 1;
        _ = LinuxSystem.write(wake, &one, sizeof(ulong));
    }

    private void Run()
    {
        Span<long> ready = stackalloc long[64];
        SocketSet.Receiver receiver = Take;
        var wakeDescriptor = (int)wake.DangerousGetHandle();
        while (!stopping)
        {
            var count = sockets.Wait(NextTimeout(), wakeDescriptor, ready);
            while (actions.TryDequeue(out var action))
            {
                action();
            }

            now = MonotonicClock.Now;
            HandleTimeouts();
            for (var i = 0; i < count; i++)
            {
                if (peers.TryGetValue(ready[i], out var driven))
                {
                    now = MonotonicClock.Now;
                    current = driven;
                    sockets.Receive(driven.Socket, receiver);
                    Finish(driven);
                }
            }

            HandleDelayed();
        }
    }

    private Instant NextTimeout()
    {
        var next = timers.TryPeek(out _, out var at) ? new Instant(at) : Instant.Never;
        return delayed.TryPeek(out var head) ? Instant.Min(next, new Instant(head.Due)) : next;
    }

    private void Take(Span<byte> datagram, long realTime)
    {
        if (impairment.Loss > 0 && DatagramDemux.Classify(datagram) is DatagramKind.Rtp or DatagramKind.Rtcp
            && random.NextDouble() < impairment.Loss)
        {
            Counters.Dropped++;
            return;
        }

        if (impairment.Delay > TimeSpan.Zero)
        {
            // The figure stays that of the server: the kernel's time is from before this delay.
            delayed.Enqueue(((now + impairment.Delay).Nanoseconds, current, datagram.ToArray(), realTime));
            return;
        }

        current.Peer.HandleDatagram(now, datagram, realTime);
    }

    private void HandleDelayed()
    {
        while (delayed.TryPeek(out var head) && head.Due <= now.Nanoseconds)
        {
            delayed.Dequeue();
            if (peers.ContainsKey(head.Peer.Id))
            {
                head.Peer.Peer.HandleDatagram(now, head.Bytes, head.RealTime);
                Finish(head.Peer);
            }
        }
    }

    private void HandleTimeouts()
    {
        while (timers.TryPeek(out var driven, out var at) && at <= now.Nanoseconds)
        {
            timers.Dequeue();
            if (driven.Scheduled != at || !peers.ContainsKey(driven.Id))
            {
                continue;
            }

            driven.Scheduled = long.MaxValue;
            driven.Peer.HandleTimeout(now);
            Finish(driven);
        }
    }

    private void Finish(Driven driven)
    {
        sockets.Send(driven.Socket, driven.Peer.Outgoing);
        var at = driven.Peer.NextTimeout.Nanoseconds;
        if (at < driven.Scheduled)
        {
            driven.Scheduled = at;
            timers.Enqueue(driven, at);
        }
    }
}
