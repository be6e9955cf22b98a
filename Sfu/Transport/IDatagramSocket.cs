using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The UDP socket of one worker, with that worker's clock. Only the worker's thread calls it, except <see cref="Wake"/>, which
/// any thread may call.
/// </summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>The most datagrams one <see cref="Receive"/> gives; larger batches measured no faster.</summary>
    const int MaxBatch = 64;

    /// <summary>The local port.</summary>
    ushort Port { get; }

    /// <summary>True when IPv6 datagrams can come and go.</summary>
    bool HasIPv6 { get; }

    /// <summary>Bytes of receive queue the system granted.</summary>
    int ReceiveBufferBytes { get; }

    /// <summary>Bytes of send queue the system granted.</summary>
    int SendBufferBytes { get; }

    /// <summary>What came, went and was lost.</summary>
    SocketCounters Counters { get; }

    /// <summary>The worker's clock: monotonic, and the same for all sockets of the process.</summary>
    Instant Now { get; }

    /// <summary>
    /// Takes what is there, without blocking, into buffers that the caller then owns; 0 when nothing is there. The socket may
    /// keep up to <see cref="MaxBatch"/> rented buffers between calls. With the pool at its bound, datagrams are thrown away
    /// and counted, so that waiting does not spin on them.
    /// </summary>
    int Receive(PacketPool pool, Span<PacketBuffer> received);

    /// <summary>Sends or drops everything in <paramref name="outbox"/>, releases it and clears the outbox. Blocks a millisecond at most.</summary>
    void Flush(Outbox outbox);

    /// <summary>Blocks until a datagram can be received, <see cref="Wake"/> was called since the last wait, or the time has come.</summary>
    void Wait(Instant until);

    /// <summary>Ends the current or the next <see cref="Wait"/>. Any thread; costs one atomic operation unless the worker sleeps.</summary>
    void Wake();
}
