using System.Net;
using System.Net.Sockets;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// A pair of loopback sockets, connected to each other so that nobody else can write: the second becomes readable when the first
/// was written to, which ends a select.
/// </summary>
internal sealed class PortableWakeup : IDisposable
{
    private readonly Socket writer;
    private readonly byte[] scratch = new byte[1];

    public PortableWakeup()
    {
        var loopback = Socket.OSSupportsIPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        writer = new(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        Reader = new(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        writer.Bind(new IPEndPoint(loopback, 0));
        Reader.Bind(new IPEndPoint(loopback, 0));
        writer.Connect(Reader.LocalEndPoint!);
        Reader.Connect(writer.LocalEndPoint!);
        writer.Blocking = false;
        Reader.Blocking = false;
    }

    /// <summary>The socket to select on.</summary>
    public Socket Reader { get; }

    /// <summary>Any thread: makes <see cref="Reader"/> readable.</summary>
    public void Rouse()
    {
        try
        {
            _ = writer.Send([1]);
        }
        catch (ObjectDisposedException)
        {
            // The worker has gone; there is nobody to rouse.
        }
        catch (SocketException)
        {
            // The reader's queue is full of earlier ones, or the reader is closing.
        }
    }

    /// <summary>The worker: makes <see cref="Reader"/> unreadable again.</summary>
    public void Clear()
    {
        while (Reader.Poll(0, SelectMode.SelectRead))
        {
            _ = Reader.Receive(scratch, SocketFlags.None, out _);
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        Reader.Dispose();
    }
}
