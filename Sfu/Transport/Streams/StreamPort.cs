using System.Collections.Concurrent;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport.Streams;

/// <summary>One worker's share of the TCP connections: the worker reads and writes here as it does with its UDP socket.</summary>
internal sealed class StreamPort(SocketCounters counters, Action wake)
{
    private readonly ConcurrentDictionary<uint, StreamConnection> connections = new();
    private readonly List<StreamConnection> written = [];

    // Made once: every flush of every peer comes here, with and without TCP.
    private Action<SendQueue>? send;

    public StreamInbox Inbox { get; } = new();

    /// <summary>Connections of this worker.</summary>
    public int Count => connections.Count;

    public void Add(StreamConnection connection) => connections[connection.Path.Scope] = connection;

    public void Remove(StreamConnection connection) => connections.TryRemove(connection.Path.Scope, out _);

    public void Wake() => wake();

    /// <summary>The worker: the next packet that came; the caller owns the buffer.</summary>
    public bool TryReceive(PacketPool pool, Instant now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PacketBuffer? buffer)
    {
        if (!pool.TryRent(out buffer))
        {
            return false;
        }

        if (!Inbox.TryTake(buffer.Memory, out var path, out var length))
        {
            buffer.Release();
            buffer = null;
            return false;
        }

        buffer.Length = length;
        buffer.Path = path;
        buffer.ReceivedAt = now;
        counters.StreamFramesReceived++;
        return true;
    }

    /// <summary>The worker: sends what goes over TCP, and leaves the rest.</summary>
    public void Flush(Outbox outbox)
    {
        if (connections.IsEmpty && !HasStreams(outbox))
        {
            return;
        }

        outbox.TakeStreams(send ??= Send);
        foreach (var connection in written)
        {
            connection.Flush();
        }

        written.Clear();
    }

    private static bool HasStreams(Outbox outbox)
    {
        foreach (var queue in outbox.Queues)
        {
            if (queue.Path.IsStream)
            {
                return true;
            }
        }

        return false;
    }

    private void Send(SendQueue queue)
    {
        if (!connections.TryGetValue(queue.Path.Scope, out var connection))
        {
            counters.Drops.Add(DropReason.SendFailed, queue.Count);
            return;
        }

        while (queue.TryTake(out var buffer))
        {
            if (connection.TrySend(buffer.Span))
            {
                counters.StreamFramesSent++;
            }
            else
            {
                counters.Drops.Add(DropReason.SendFailed);
            }

            buffer.Release();
        }

        written.Add(connection);
    }
}
