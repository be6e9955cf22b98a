using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Transport.Streams;

/// <summary>
/// ICE over TCP for clients whose network lets no UDP through (RFC 6544): passive candidates on the media port's number. A
/// connection goes to the worker that its first check names, and ends when it is not answered.
/// </summary>
internal sealed class StreamListener : IDisposable
{
    private const int MaxConnections = 4096;
    private const int MaxPerAddress = 64;
    private const int FirstCheckMs = 5_000;
    private const int SilenceMs = 30_000;

    private readonly Socket listener;
    private readonly StreamPort[] ports;
    private readonly ConcurrentDictionary<uint, StreamConnection> connections = new();
    private readonly ConcurrentDictionary<StreamConnection, StreamPort> homes = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private readonly Task sweeping;
    private uint lastNumber;

    private StreamListener(Socket listener, StreamPort[] ports)
    {
        this.listener = listener;
        this.ports = ports;
        accepting = AcceptAsync();
        sweeping = SweepAsync();
    }

    /// <summary>Connections open now.</summary>
    public int Count => connections.Count;

    /// <summary>Connections turned away at a bound.</summary>
    public long Refused => Interlocked.Read(ref refused);

    private long refused;

    /// <summary>Listens; null when the port's TCP number belongs to somebody else: UDP alone then serves.</summary>
    public static StreamListener? TryOpen(IPAddress? address, int port, StreamPort[] ports)
    {
        var any = address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        var dual = any && Socket.OSSupportsIPv6;
        var bind = dual ? IPAddress.IPv6Any : address ?? IPAddress.Any;
        var socket = new Socket(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (dual)
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(bind, port));
            socket.Listen(128);
            return new StreamListener(socket, ports);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
            listener.Dispose();
            foreach (var connection in connections.Values)
            {
                connection.Close();
            }

            accepting.Wait(TimeSpan.FromSeconds(5));
            sweeping.Wait(TimeSpan.FromSeconds(5));
            stop.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A connection that was reset before it was taken, or no descriptor left: others may fare better, a little later.
                await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            if (!TryOpenConnection(socket, out var connection))
            {
                Interlocked.Increment(ref refused);
                socket.Dispose();
                continue;
            }

            _ = ServeAsync(connection!);
        }
    }

    private bool TryOpenConnection(Socket socket, out StreamConnection? connection)
    {
        connection = null;
        if (connections.Count >= MaxConnections || socket.RemoteEndPoint is not IPEndPoint remote || socket.LocalEndPoint is not IPEndPoint local)
        {
            return false;
        }

        var from = IpAddress.From(remote.Address);
        if (connections.Values.Count(c => c.Path.Remote == from) >= MaxPerAddress)
        {
            return false;
        }

        socket.NoDelay = true;
        var number = ++lastNumber & ~NetworkPath.StreamScope;
        connection = new StreamConnection(socket, new NetworkPath(from, IpAddress.From(local.Address), (ushort)remote.Port, NetworkPath.StreamScope | number));
        return connections.TryAdd(number, connection);
    }

    private async Task ServeAsync(StreamConnection connection)
    {
        try
        {
            await connection.RunAsync(Take).ConfigureAwait(false);
        }
        finally
        {
            if (homes.TryRemove(connection, out var home))
            {
                home.Remove(connection);
            }

            connections.TryRemove(connection.Path.Scope & ~NetworkPath.StreamScope, out _);
            connection.Dispose();
        }
    }

    private bool Take(StreamConnection connection, ReadOnlySequence<byte> packet)
    {
        if (!homes.TryGetValue(connection, out var home))
        {
            if (!TryFindHome(packet, out home))
            {
                return false;
            }

            home!.Add(connection);
            homes[connection] = home;
        }

        // At the bound the packet is dropped like a datagram at a full socket.
        home!.Inbox.TryAdd(connection.Path, packet);
        home.Wake();
        return true;
    }

    /// <summary>The worker whose index the first check's ufrag holds.</summary>
    private bool TryFindHome(ReadOnlySequence<byte> packet, out StreamPort? home)
    {
        home = null;
        Span<byte> bytes = stackalloc byte[StreamConnection.MaxPacket];
        packet.CopyTo(bytes);
        if (!StunMessageView.TryParse(bytes[..(int)packet.Length], out var message, out _) || !message.TrySplitUsername(out var local, out _)
            || !IceCredentials.TryGetWorkerIndex(local, out var worker) || worker >= ports.Length)
        {
            return false;
        }

        home = ports[worker];
        return true;
    }

    private async Task SweepAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false))
            {
                foreach (var connection in connections.Values)
                {
                    if (connection.SilentMs > (homes.ContainsKey(connection) ? SilenceMs : FirstCheckMs))
                    {
                        connection.Close();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
