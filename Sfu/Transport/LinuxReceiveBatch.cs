using System.Runtime.InteropServices;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The arrays of recvmmsg, made once. Buffers are rented ahead and stay staged between calls, so that a call that brings one
/// datagram does not rent and return 63 for nothing.
/// </summary>
internal sealed unsafe class LinuxReceiveBatch : IDisposable
{
    private const int Size = IDatagramSocket.MaxBatch;

    // So many datagrams are thrown away at most in one call while the pool is empty.
    private const int MostDrained = 16 * Size;

    private readonly int descriptor;
    private readonly SocketCounters counters;
    private readonly KernelTimeMap times = new(() => MonotonicClock.Now, LinuxSystem.RealTimeNanoseconds);
    private readonly IpAddress boundTo;
    private readonly BatchMessage* messages;
    private readonly BatchMessage* discards;
    private readonly IoVector* vectors;
    private readonly byte* names;
    private readonly byte* controls;
    private readonly PacketBuffer?[] staged = new PacketBuffer?[Size];
    private PacketPool? stagedFrom;
    private uint lost;
    private bool isDisposed;

    public LinuxReceiveBatch(int descriptor, IpAddress boundTo, SocketCounters counters)
    {
        this.descriptor = descriptor;
        this.boundTo = boundTo;
        this.counters = counters;
        messages = (BatchMessage*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(BatchMessage));
        discards = (BatchMessage*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(BatchMessage));
        vectors = (IoVector*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(IoVector));
        names = (byte*)NativeMemory.AllocZeroed(Size, LinuxSocketAddress.Size);
        controls = (byte*)NativeMemory.AllocZeroed(Size, LinuxControlMessages.ReceiveSize);
        for (var i = 0; i < Size; i++)
        {
            vectors[i].Length = PacketBuffer.Capacity;
            messages[i].Header.Vectors = vectors + i;
            messages[i].Header.VectorCount = 1;
            messages[i].Header.Name = names + (i * LinuxSocketAddress.Size);
            messages[i].Header.Control = controls + (i * LinuxControlMessages.ReceiveSize);
            ResetLengths(ref messages[i].Header);
        }
    }

    /// <summary>See <see cref="IDatagramSocket.Receive"/>.</summary>
    public int Receive(PacketPool pool, Span<PacketBuffer> received)
    {
        var wanted = Math.Min(received.Length, Size);
        if (wanted == 0)
        {
            return 0;
        }

        var ready = Stage(pool, wanted);
        if (ready == 0)
        {
            Drain();
            return 0;
        }

        counters.ReceiveCalls++;
        var count = LinuxSystem.recvmmsg(descriptor, messages, (uint)ready, LinuxSystem.MSG_DONTWAIT, null);
        return count > 0 ? TakeOut(received, count) : 0;
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        ReleaseStaged();
        NativeMemory.Free(messages);
        NativeMemory.Free(discards);
        NativeMemory.Free(vectors);
        NativeMemory.Free(names);
        NativeMemory.Free(controls);
    }

    /// <summary>Fills the first slots with buffers and returns how many have one: fewer than wanted when the pool is at its bound.</summary>
    private int Stage(PacketPool pool, int wanted)
    {
        if (!ReferenceEquals(pool, stagedFrom))
        {
            ReleaseStaged();
            stagedFrom = pool;
        }

        var last = Size - 1;
        for (var i = 0; i < wanted; i++)
        {
            if (staged[i] is not null)
            {
                continue;
            }

            if (!pool.TryRent(out var buffer) && !TryTakeStagedAfter(i, ref last, out buffer))
            {
                return i;
            }

            staged[i] = buffer;
            vectors[i].Base = buffer!.Pointer;
        }

        return wanted;
    }

    private bool TryTakeStagedAfter(int index, ref int last, out PacketBuffer? buffer)
    {
        for (; last > index; last--)
        {
            if (staged[last] is not null)
            {
                buffer = staged[last];
                staged[last] = null;
                return true;
            }
        }

        buffer = null;
        return false;
    }

    private int TakeOut(Span<PacketBuffer> received, int count)
    {
        var now = times.BeginBatch();
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            ref var message = ref messages[i];
            if ((message.Header.Flags & LinuxSystem.MSG_TRUNC) != 0)
            {
                // Its buffer stays staged for the next call.
                counters.Drops.Add(DropReason.Truncated);
            }
            else
            {
                var buffer = staged[i]!;
                staged[i] = null;
                Describe(buffer, message, now);
                received[taken++] = buffer;
            }

            ResetLengths(ref message.Header);
        }

        counters.DatagramsReceived += taken;
        return taken;
    }

    private void Describe(PacketBuffer buffer, in BatchMessage message, Instant now)
    {
        LinuxControlMessages.Read((byte*)message.Header.Control, message.Header.ControlLength, out var control);
        var remote = LinuxSocketAddress.Read((byte*)message.Header.Name, out var port, out var scope);
        buffer.Length = (int)message.Length;
        buffer.ReceivedAt = times.Map(control.RealTime, now);
        buffer.Path = new(remote, control.Local == default ? boundTo : control.Local, port, scope);
        counters.BytesReceived += message.Length;
        if (control.HasLost)
        {
            counters.KernelDrops += control.Lost - lost;
            lost = control.Lost;
        }
    }

    /// <summary>Throws waiting datagrams away: with no memory to read into, the kernel truncates each to nothing.</summary>
    private void Drain()
    {
        for (var drained = 0; drained < MostDrained; drained += Size)
        {
            counters.ReceiveCalls++;
            var count = LinuxSystem.recvmmsg(descriptor, discards, Size, LinuxSystem.MSG_DONTWAIT, null);
            if (count <= 0)
            {
                return;
            }

            counters.Drops.Add(DropReason.PoolExhausted, count);
            if (count < Size)
            {
                return;
            }
        }
    }

    private void ReleaseStaged()
    {
        for (var i = 0; i < Size; i++)
        {
            staged[i]?.Release();
            staged[i] = null;
        }
    }

    /// <summary>The kernel overwrites the room with what it used.</summary>
    private static void ResetLengths(ref MessageHeader header)
    {
        header.NameLength = LinuxSocketAddress.Size;
        header.ControlLength = LinuxControlMessages.ReceiveSize;
    }
}
