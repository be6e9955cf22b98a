using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The socket on Linux: recvmmsg and sendmmsg batches, UDP GSO, the kernel's receive times, answers from the address that was
/// asked (packet info), and ppoll. Allocates nothing once open.
/// </summary>
internal sealed class LinuxDatagramSocket : IDatagramSocket
{
    private readonly LinuxReceiveBatch receiving;
    private readonly LinuxSendBatch sending;
    private readonly LinuxWaiter waiter;
    private bool isDisposed;

    /// <exception cref="SocketOpenException">The socket could not be opened.</exception>
    public LinuxDatagramSocket(DatagramSocketOptions options)
    {
        var opening = LinuxSocketOpening.Open(options);
        Descriptor = opening.Descriptor;
        Port = opening.Port;
        HasIPv6 = opening.IPv6;
        try
        {
            waiter = new(Descriptor);
        }
        catch
        {
            _ = LinuxSystem.close(Descriptor);
            throw;
        }

        // The kernel doubles what it was asked for, to pay for its bookkeeping, and tells the double.
        ReceiveBufferBytes = LinuxSystem.GetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RCVBUF) / 2;
        SendBufferBytes = LinuxSystem.GetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_SNDBUF) / 2;
        receiving = new(Descriptor, options.BindAddress, Counters);
        sending = new(Descriptor, HasIPv6, options.BindAddress.IsUnspecified, options.UseSegmentationOffload, Counters);
    }

    /// <summary>The file descriptor.</summary>
    internal int Descriptor { get; }

    public ushort Port { get; }

    public bool HasIPv6 { get; }

    public int ReceiveBufferBytes { get; }

    public int SendBufferBytes { get; }

    public SocketCounters Counters { get; } = new();

    public Instant Now => MonotonicClock.Now;

    public int Receive(PacketPool pool, Span<PacketBuffer> received) => receiving.Receive(pool, received);

    public void Flush(Outbox outbox)
    {
        if (outbox.Count > 0)
        {
            sending.Flush(outbox, Now);
        }
    }

    public void Wait(Instant until) => waiter.Wait(until);

    public void Wake() => waiter.Wake();

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        _ = LinuxSystem.close(Descriptor);
        waiter.Dispose();
        receiving.Dispose();
        sending.Dispose();
    }
}
