using Vidrn.Bench.Load.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Floors;

/// <summary>Sockets that take in what the sender sends, on a thread and a CPU of their own, as watchers do.</summary>
internal sealed class FloorReceivers : IDisposable
{
    private readonly PeerSocket[] sockets;
    private readonly SocketSet set = new();
    private readonly Thread thread;
    private volatile bool stopping;
    private long received;

    /// <param name="sender">Where the sender's socket is: each of these is connected to it.</param>
    /// <param name="port">Its port.</param>
    /// <param name="count">Sockets.</param>
    /// <param name="cpu">Of the thread; null for any.</param>
    public FloorReceivers(IpAddress sender, ushort port, int count, int? cpu)
    {
        sockets = new PeerSocket[count];
        Ports = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new PeerSocket(sender, port);
            Ports[i] = sockets[i].LocalPort;
            set.Add(sockets[i], i);
        }

        thread = new Thread(() => Run(cpu)) { IsBackground = true, Name = "floor-receivers" };
        thread.Start();
    }

    /// <summary>One a socket.</summary>
    public ushort[] Ports { get; }

    public long Received => Interlocked.Read(ref received);

    public void Dispose()
    {
        stopping = true;
        thread.Join();
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        set.Dispose();
    }

    private void Run(int? cpu)
    {
        if (cpu is { } wanted)
        {
            LoadSystem.PinThread(wanted);
        }

        Span<long> ready = stackalloc long[64];
        while (!stopping)
        {
            var count = set.Wait(MonotonicClock.Now + TimeSpan.FromMilliseconds(100), -1, ready);
            for (var i = 0; i < count; i++)
            {
                Interlocked.Add(ref received, Math.Max(0, set.Receive(sockets[ready[i]], static (_, _) => { })));
            }
        }
    }
}
