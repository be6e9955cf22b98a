using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The socket everywhere else, by System.Net.Sockets: one call and some garbage a datagram, receive times taken here. That library
/// cannot choose the address a datagram leaves from, so beside a socket bound to every address there is one for each local
/// address that answers leave from.
/// </summary>
internal sealed class PortableDatagramSocket : IDatagramSocket
{
    private const int MaxLocalSockets = 32;
    private const int MostDrained = 16 * IDatagramSocket.MaxBatch;

    private SendWaits waits = new();
    private readonly DatagramSocketOptions options;
    private readonly List<PortableLocalSocket> sockets = [];
    private readonly HashSet<IpAddress> unbindable = [];
    private readonly List<Socket> selected = [];
    private readonly PortableWakeup wakeup = new();
    private readonly byte[] scratch = new byte[1];
    private WakeFlag flag;
    private int nextToRead;

    /// <exception cref="SocketOpenException">The socket could not be opened.</exception>
    public PortableDatagramSocket(DatagramSocketOptions options)
    {
        this.options = options;
        try
        {
            var first = OpenFirst();
            sockets.Add(first);
            Port = (ushort)((IPEndPoint)first.Socket.LocalEndPoint!).Port;
            HasIPv6 = first.IPv6;
            ReceiveBufferBytes = first.Socket.ReceiveBufferSize;
            SendBufferBytes = first.Socket.SendBufferSize;
        }
        catch (SocketException error)
        {
            wakeup.Dispose();
            throw Failure(error);
        }

        if (options.Sharing != PortSharing.Exclusive && options.BindAddress.IsUnspecified)
        {
            // A socket for one address takes that address's senders from those for all. So workers that share a port open the
            // same set at once, and never another later: or one worker would take its fellows' peers.
            foreach (var address in InterfaceAddresses.Usable(includeLoopback: true))
            {
                _ = OpenLocal(address);
            }
        }
    }

    /// <summary>Whether several of these can have one port.</summary>
    public static bool CanSharePorts => PortablePortSharing.CanSpread;

    public ushort Port { get; }

    public bool HasIPv6 { get; }

    public int ReceiveBufferBytes { get; }

    public int SendBufferBytes { get; }

    public SocketCounters Counters { get; } = new();

    public Instant Now => MonotonicClock.Now;

    public int Receive(PacketPool pool, Span<PacketBuffer> received)
    {
        var wanted = Math.Min(received.Length, IDatagramSocket.MaxBatch);
        var taken = 0;
        nextToRead = (nextToRead + 1) % sockets.Count;
        for (var i = 0; i < sockets.Count && taken < wanted; i++)
        {
            var socket = sockets[(nextToRead + i) % sockets.Count];
            while (taken < wanted && TryReceive(socket, pool, out var buffer))
            {
                received[taken++] = buffer;
            }
        }

        return taken;
    }

    public void Flush(Outbox outbox)
    {
        foreach (var queue in outbox.Queues)
        {
            var path = queue.Path;
            var socket = SocketFor(path.Local);
            var reachable = socket.TryAddress(path);
            while (queue.TryTake(out var packet))
            {
                if (reachable)
                {
                    Send(socket, packet);
                }
                else
                {
                    Counters.Drops.Add(DropReason.SendFailed);
                }

                packet.Release();
            }
        }

        outbox.Clear();
    }

    public void Wait(Instant until)
    {
        if (!flag.TryLieDown())
        {
            return;
        }

        do
        {
            selected.Clear();
            selected.Add(wakeup.Reader);
            foreach (var socket in sockets)
            {
                selected.Add(socket.Socket);
            }

            Socket.Select(selected, null, null, Microseconds(until));
        }
        while (selected.Count == 0 && Now < until);

        wakeup.Clear();
        flag.Rise();
    }

    public void Wake()
    {
        if (flag.Signal())
        {
            wakeup.Rouse();
        }
    }

    public void Dispose()
    {
        sockets.ForEach(socket => socket.Dispose());
        wakeup.Dispose();
    }

    private bool TryReceive(PortableLocalSocket socket, PacketPool pool, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PacketBuffer? buffer)
    {
        if (!pool.TryRent(out buffer))
        {
            for (var i = 0; i < MostDrained && socket.Discard(scratch); i++)
            {
                Counters.Drops.Add(DropReason.PoolExhausted);
            }

            return false;
        }

        while (true)
        {
            Counters.ReceiveCalls++;
            switch (socket.Receive(buffer))
            {
                case PortableOutcome.Done:
                    buffer.ReceivedAt = Now;
                    Counters.DatagramsReceived++;
                    Counters.BytesReceived += buffer.Length;
                    return true;
                case PortableOutcome.Truncated:
                    Counters.Drops.Add(DropReason.Truncated);
                    break;
                default:
                    buffer.Release();
                    buffer = null;
                    return false;
            }
        }
    }

    private void Send(PortableLocalSocket socket, PacketBuffer packet)
    {
        Counters.SendCalls++;
        if (socket.Send(packet, ref waits) == PortableOutcome.Done)
        {
            Counters.DatagramsSent++;
            Counters.MessagesSent++;
            Counters.BytesSent += packet.Length;
        }
        else
        {
            Counters.Drops.Add(DropReason.SendFailed);
        }
    }

    private PortableLocalSocket SocketFor(IpAddress local)
    {
        if (local.IsUnspecified)
        {
            return sockets[0];
        }

        foreach (var socket in sockets)
        {
            if (socket.Local == local)
            {
                return socket;
            }
        }

        var mayOpen = options.Sharing == PortSharing.Exclusive && options.BindAddress.IsUnspecified;
        return (mayOpen ? OpenLocal(local) : null) ?? sockets[0];
    }

    private PortableLocalSocket? OpenLocal(IpAddress local)
    {
        if (sockets.Count >= MaxLocalSockets || unbindable.Count >= MaxLocalSockets || unbindable.Contains(local)
            || (!HasIPv6 && !local.IsIPv4))
        {
            return null;
        }

        try
        {
            var socket = new PortableLocalSocket(local, !local.IsIPv4, options, Port, shareFirst: true, shareAfter: false);
            sockets.Add(socket);
            return socket;
        }
        catch (SocketException)
        {
            unbindable.Add(local);
            return null;
        }
    }

    private PortableLocalSocket OpenFirst()
    {
        var join = options.Sharing == PortSharing.Join;
        var ipv6 = !options.BindAddress.IsIPv4 && (Socket.OSSupportsIPv6 || !options.BindAddress.IsUnspecified);
        var address = options.BindAddress.IsUnspecified && !ipv6 ? IpAddress.FromIPv4(0) : options.BindAddress;

        // One for all addresses must let its own sockets for single addresses in beside it.
        var lead = options.Sharing == PortSharing.Lead || (!join && options.BindAddress.IsUnspecified);
        return new(address, ipv6, options, options.Port, shareFirst: join, shareAfter: lead);
    }

    private int Microseconds(Instant until)
    {
        // Rounded up to what select counts in, a millisecond: waking early would spin.
        if (until == Instant.Never)
        {
            return -1;
        }

        var milliseconds = (until.Nanoseconds - Now.Nanoseconds + 999_999) / 1_000_000;
        return (int)Math.Clamp(milliseconds, 0, 1_000_000) * 1000;
    }

    private SocketOpenException Failure(SocketException error)
    {
        var reason = error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => SocketOpenError.AddressInUse,
            SocketError.AddressNotAvailable => SocketOpenError.AddressNotAvailable,
            SocketError.AccessDenied => SocketOpenError.AccessDenied,
            SocketError.AddressFamilyNotSupported => SocketOpenError.NotSupported,
            _ => SocketOpenError.Other,
        };
        return new(reason, $"Could not bind UDP {options.BindAddress} port {options.Port}: {error.Message}.", error);
    }
}
