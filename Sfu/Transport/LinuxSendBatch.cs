using System.Runtime.InteropServices;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The arrays of sendmmsg, made once. A message is a run of datagrams to one destination, all of one size but a shorter last,
/// which the kernel cuts apart again (UDP GSO); each packet is an iovec of its own, so nothing is copied here.
/// </summary>
internal sealed unsafe class LinuxSendBatch : IDisposable
{
    /// <summary>The most datagrams in a run: what every kernel with UDP GSO takes.</summary>
    public const int MaxSegments = 64;

    /// <summary>The most bytes in a run; an IP packet holds little more.</summary>
    public const int MaxRunBytes = 65_000;

    private const int MaxMessages = IDatagramSocket.MaxBatch;
    private const int MaxPackets = 1024;

    private const long WaitNanoseconds = 500_000;

    private readonly int descriptor;
    private readonly bool ipv6;
    private readonly bool namesSource;
    private readonly SocketCounters counters;
    private readonly SegmentationOffload offload;
    private readonly BatchMessage* messages;
    private readonly BatchMessage* singles;
    private readonly IoVector* vectors;
    private readonly byte* names;
    private readonly byte* controls;
    private readonly PacketBuffer?[] packets = new PacketBuffer?[MaxPackets];
    private int messageCount;
    private int packetCount;
    private SendWaits waits = new();
    private bool isDisposed;

    /// <param name="descriptor">The socket.</param>
    /// <param name="ipv6">Whether it is of that family.</param>
    /// <param name="namesSource">Whether each message names the address it leaves from: the socket is bound to none.</param>
    /// <param name="useOffload">UDP GSO, as long as it works.</param>
    /// <param name="counters">The socket's.</param>
    public LinuxSendBatch(int descriptor, bool ipv6, bool namesSource, bool useOffload, SocketCounters counters)
    {
        this.namesSource = namesSource;
        this.descriptor = descriptor;
        this.ipv6 = ipv6;
        this.counters = counters;
        offload = new(useOffload);
        messages = (BatchMessage*)NativeMemory.AllocZeroed(MaxMessages, (nuint)sizeof(BatchMessage));
        singles = (BatchMessage*)NativeMemory.AllocZeroed(MaxSegments, (nuint)sizeof(BatchMessage));
        vectors = (IoVector*)NativeMemory.AllocZeroed(MaxPackets, (nuint)sizeof(IoVector));
        names = (byte*)NativeMemory.AllocZeroed(MaxMessages, LinuxSocketAddress.Size);
        controls = (byte*)NativeMemory.AllocZeroed(MaxMessages, LinuxControlMessages.SendSize);
    }

    /// <summary>See <see cref="IDatagramSocket.Flush"/>.</summary>
    public void Flush(Outbox outbox, Instant now)
    {
        offload.Refresh(now);
        foreach (var queue in outbox.Queues)
        {
            while (queue.Count > 0)
            {
                TakeRun(queue);
                if (messageCount == MaxMessages || packetCount == MaxPackets)
                {
                    Submit();
                }
            }
        }

        Submit();
        outbox.Clear();
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        NativeMemory.Free(messages);
        NativeMemory.Free(singles);
        NativeMemory.Free(vectors);
        NativeMemory.Free(names);
        NativeMemory.Free(controls);
    }

    /// <summary>Moves the queue's next run into the next message.</summary>
    private void TakeRun(SendQueue queue)
    {
        var first = packetCount;
        var size = Take(queue);
        var bytes = size;
        if (offload.IsOn)
        {
            while (queue.Head is { } next && next.Length <= size && next.Length > 0 && bytes + next.Length <= MaxRunBytes
                && packetCount - first < MaxSegments && packetCount < MaxPackets)
            {
                var length = Take(queue);
                bytes += length;
                if (length < size)
                {
                    break;
                }
            }
        }

        Address(queue, messages + messageCount, first, size);
        messageCount++;
    }

    private int Take(SendQueue queue)
    {
        _ = queue.TryTake(out var packet);
        vectors[packetCount].Base = packet!.Pointer;
        vectors[packetCount].Length = (nuint)packet.Length;
        packets[packetCount++] = packet;
        return packet.Length;
    }

    private void Address(SendQueue queue, BatchMessage* message, int first, int size)
    {
        var path = queue.Path;
        var name = names + (messageCount * LinuxSocketAddress.Size);
        var control = controls + (messageCount * LinuxControlMessages.SendSize);
        var controlLength = 0;
        if (namesSource && !path.Local.IsUnspecified)
        {
            controlLength = LinuxControlMessages.WritePacketInfo(control, ipv6, path.Local, path.Scope);
        }

        if (packetCount - first > 1)
        {
            controlLength += LinuxControlMessages.WriteSegmentSize(control + controlLength, (ushort)size);
        }

        // An address of the wrong family leaves length 0: the kernel refuses the message and it is counted as such.
        message->Header.Name = name;
        message->Header.NameLength = LinuxSocketAddress.Write(name, ipv6, path.Remote, path.RemotePort, path.Scope);
        message->Header.Vectors = vectors + first;
        message->Header.VectorCount = (nuint)(packetCount - first);
        message->Header.Control = controlLength == 0 ? null : control;
        message->Header.ControlLength = (nuint)controlLength;
    }

    private void Submit()
    {
        Transmit(messages, messageCount);
        for (var i = 0; i < packetCount; i++)
        {
            packets[i]!.Release();
            packets[i] = null;
        }

        messageCount = 0;
        packetCount = 0;
    }

    /// <summary>sendmmsg stops at the first message that fails, and tells why at the next call: deal with that one and go on.</summary>
    private void Transmit(BatchMessage* batch, int count)
    {
        var at = 0;
        while (at < count)
        {
            counters.SendCalls++;
            var sent = LinuxSystem.sendmmsg(descriptor, batch + at, (uint)(count - at), LinuxSystem.MSG_DONTWAIT);
            if (sent > 0)
            {
                CountSent(batch + at, sent);
                at += sent;
                continue;
            }

            switch (LinuxSystem.LastError)
            {
                case LinuxSystem.EINTR:
                    break;
                case LinuxSystem.EAGAIN when TryAwaitRoom():
                    break;
                case LinuxSystem.EAGAIN:
                    CountDropped(batch + at, count - at);
                    at = count;
                    break;
                case LinuxSystem.EIO or LinuxSystem.EINVAL or LinuxSystem.EMSGSIZE when batch[at].Header.VectorCount > 1:
                    SendOneByOne(batch[at++].Header);
                    break;
                default:
                    CountDropped(batch + at++, 1);
                    break;
            }
        }
    }

    /// <summary>A run that the kernel would not cut apart.</summary>
    private void SendOneByOne(in MessageHeader run)
    {
        counters.SegmentedSendFailures++;
        offload.Failed(MonotonicClock.Now);
        var count = (int)run.VectorCount;
        var controlLength = run.ControlLength - LinuxControlMessages.SegmentSizeLength;
        for (var i = 0; i < count; i++)
        {
            singles[i].Header = run;
            singles[i].Header.Vectors = run.Vectors + i;
            singles[i].Header.VectorCount = 1;
            singles[i].Header.Control = controlLength == 0 ? null : run.Control;
            singles[i].Header.ControlLength = controlLength;
        }

        Transmit(singles, count);
    }

    private bool TryAwaitRoom()
    {
        if (!waits.TryTake(MonotonicClock.Now))
        {
            return false;
        }

        var poll = new PollDescriptor { Descriptor = descriptor, Events = LinuxSystem.POLLOUT };
        var timeout = new TimeSpec { Nanoseconds = WaitNanoseconds };
        _ = LinuxSystem.ppoll(&poll, 1, &timeout, null);
        return true;
    }

    private void CountSent(BatchMessage* batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var datagrams = (int)batch[i].Header.VectorCount;
            counters.DatagramsSent += datagrams;
            counters.MessagesSent++;
            counters.BytesSent += batch[i].Length;
            if (datagrams > 1)
            {
                counters.SegmentedSends++;
                offload.Succeeded();
            }
        }
    }

    private void CountDropped(BatchMessage* batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            counters.Drops.Add(DropReason.SendFailed, (int)batch[i].Header.VectorCount);
        }
    }
}
