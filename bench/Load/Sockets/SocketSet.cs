using System.Runtime.InteropServices;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Sockets;

/// <summary>Many sockets of one thread: waits on all by epoll, receives by recvmmsg and sends by sendmmsg, in memory made once.</summary>
internal sealed unsafe class SocketSet : IDisposable
{
    /// <summary>Sockets told of in one round, so that due timers are looked at in between.</summary>
    private const int Events = 64;

    private const int Batch = 64;
    private const int Room = 2048;

    private readonly int epoll;
    private readonly byte* events;
    private readonly BatchMessage* receiving;
    private readonly BatchMessage* sending;
    private readonly IoVector* vectors;
    private readonly byte* memory;
    private readonly byte* controls;

    public SocketSet()
    {
        epoll = LoadSystem.epoll_create1(LoadSystem.EPOLL_CLOEXEC);
        if (epoll < 0)
        {
            throw new IOException($"epoll_create1 failed with error {LinuxSystem.LastError}");
        }

        events = (byte*)NativeMemory.AllocZeroed(Events, (nuint)LoadSystem.EpollEventSize);
        receiving = (BatchMessage*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(BatchMessage));
        sending = (BatchMessage*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(BatchMessage));
        vectors = (IoVector*)NativeMemory.AllocZeroed(2 * Batch, (nuint)sizeof(IoVector));
        memory = (byte*)NativeMemory.AllocZeroed(2 * Batch, Room);
        controls = (byte*)NativeMemory.AllocZeroed(Batch, LinuxControlMessages.ReceiveSize);
        for (var i = 0; i < 2 * Batch; i++)
        {
            vectors[i].Base = memory + (i * Room);
            vectors[i].Length = Room;
            var message = i < Batch ? receiving + i : sending + (i - Batch);
            message->Header.Vectors = vectors + i;
            message->Header.VectorCount = 1;
            if (i < Batch)
            {
                message->Header.Control = controls + (i * LinuxControlMessages.ReceiveSize);
            }
        }
    }

    /// <summary>Takes a received datagram.</summary>
    /// <param name="datagram">Its bytes, until the next one.</param>
    /// <param name="realTime">CLOCK_REALTIME in nanoseconds when the kernel delivered it.</param>
    public delegate void Receiver(Span<byte> datagram, long realTime);

    /// <summary>Datagrams that the kernel would not take.</summary>
    public long SendFailures { get; private set; }

    /// <summary>Adds a socket; <paramref name="data"/> names it in <see cref="Wait"/>.</summary>
    public void Add(PeerSocket socket, long data)
    {
        var change = stackalloc byte[16];
        *(uint*)change = LoadSystem.EPOLLIN;
        *(long*)(change + LoadSystem.EpollDataOffset) = data;
        if (LoadSystem.epoll_ctl(epoll, LoadSystem.EPOLL_CTL_ADD, socket.Descriptor, change) != 0)
        {
            throw new IOException($"epoll_ctl failed with error {LinuxSystem.LastError}");
        }
    }

    /// <summary>Waits for datagrams, a wake or a time; fills the names of sockets that have something.</summary>
    public int Wait(Instant until, int wake, Span<long> ready)
    {
        var count = LoadSystem.epoll_wait(epoll, events, Math.Min(Events, ready.Length), 0);
        if (count == 0)
        {
            Sleep(until, wake);
            count = LoadSystem.epoll_wait(epoll, events, Math.Min(Events, ready.Length), 0);
        }

        for (var i = 0; i < count; i++)
        {
            ready[i] = *(long*)(events + (i * LoadSystem.EpollEventSize) + LoadSystem.EpollDataOffset);
        }

        return Math.Max(0, count);
    }

    /// <summary>Empties a socket, up to a batch: epoll tells of what is left.</summary>
    public int Receive(PeerSocket socket, Receiver receiver)
    {
        for (var i = 0; i < Batch; i++)
        {
            receiving[i].Header.ControlLength = LinuxControlMessages.ReceiveSize;
        }

        var count = LinuxSystem.recvmmsg(socket.Descriptor, receiving, Batch, LinuxSystem.MSG_DONTWAIT, null);
        for (var i = 0; i < count; i++)
        {
            LinuxControlMessages.Read((byte*)receiving[i].Header.Control, receiving[i].Header.ControlLength, out var control);
            if (control.HasLost)
            {
                socket.Lost = control.Lost;
            }

            receiver(new Span<byte>(memory + (i * Room), (int)receiving[i].Length), control.RealTime);
        }

        return count;
    }

    /// <summary>Sends all that waits.</summary>
    public void Send(PeerSocket socket, DatagramQueue queue)
    {
        while (queue.Count > 0)
        {
            var count = 0;
            while (count < Batch && queue.TryTake(new Span<byte>(memory + ((Batch + count) * Room), Room), out var length))
            {
                vectors[Batch + count++].Length = (nuint)length;
            }

            for (var at = 0; at < count;)
            {
                var sent = LinuxSystem.sendmmsg(socket.Descriptor, sending + at, (uint)(count - at), LinuxSystem.MSG_DONTWAIT);
                SendFailures += sent > 0 ? 0 : 1;
                at += Math.Max(1, sent);
            }
        }
    }

    public void Dispose()
    {
        _ = LinuxSystem.close(epoll);
        NativeMemory.Free(events);
        NativeMemory.Free(receiving);
        NativeMemory.Free(sending);
        NativeMemory.Free(vectors);
        NativeMemory.Free(memory);
        NativeMemory.Free(controls);
    }

    private void Sleep(Instant until, int wake)
    {
        var remaining = until == Instant.Never ? 1_000_000_000 : Math.Clamp(until.Nanoseconds - MonotonicClock.Now.Nanoseconds, 0, 1_000_000_000);
        if (remaining == 0)
        {
            return;
        }

        var polls = stackalloc PollDescriptor[2];
        polls[0] = new() { Descriptor = epoll, Events = LinuxSystem.POLLIN };
        polls[1] = new() { Descriptor = wake, Events = LinuxSystem.POLLIN };
        var timeout = new TimeSpec { Seconds = remaining / 1_000_000_000, Nanoseconds = remaining % 1_000_000_000 };
        if (LinuxSystem.ppoll(polls, 2, &timeout, null) > 0 && polls[1].Returned != 0)
        {
            ulong count;
            _ = LinuxSystem.read(wake, &count, sizeof(ulong));
        }
    }
}
