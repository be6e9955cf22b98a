using System.Runtime.InteropServices;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Floors;

/// <summary>A bare socket that sends the same bytes to many: sendmmsg with one datagram a message, or a run a message by UDP GSO.</summary>
internal sealed unsafe class FloorSender : IDisposable
{
    private const int Batch = 64;
    private const int MaxRun = 64;

    private readonly int descriptor;
    private readonly BatchMessage* messages;
    private readonly IoVector* vectors;
    private readonly byte* names;
    private readonly byte* controls;
    private readonly byte* payload;
    private int count;

    public FloorSender(IpAddress address)
    {
        var opening = LinuxSocketOpening.Open(new DatagramSocketOptions { BindAddress = address });
        descriptor = opening.Descriptor;
        Port = opening.Port;
        messages = (BatchMessage*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(BatchMessage));
        vectors = (IoVector*)NativeMemory.AllocZeroed(Batch * MaxRun, (nuint)sizeof(IoVector));
        names = (byte*)NativeMemory.AllocZeroed(Batch, LinuxSocketAddress.Size);
        controls = (byte*)NativeMemory.AllocZeroed(Batch, LinuxControlMessages.SendSize);
        payload = (byte*)NativeMemory.AllocZeroed(2048);
    }

    public ushort Port { get; }

    /// <summary>Datagrams that the kernel took.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends <paramref name="run"/> datagrams of one size to each destination.</summary>
    public void Send(IpAddress address, ReadOnlySpan<ushort> ports, int run, int bytes, bool offload)
    {
        foreach (var port in ports)
        {
            for (var left = run; left > 0;)
            {
                var length = offload ? Math.Min(left, MaxRun) : 1;
                Add(address, port, length, bytes);
                left -= length;
            }
        }

        Submit();
    }

    public void Dispose()
    {
        _ = LinuxSystem.close(descriptor);
        NativeMemory.Free(messages);
        NativeMemory.Free(vectors);
        NativeMemory.Free(names);
        NativeMemory.Free(controls);
        NativeMemory.Free(payload);
    }

    private void Add(IpAddress address, ushort port, int run, int bytes)
    {
        var message = messages + count;
        var first = vectors + (count * MaxRun);
        for (var i = 0; i < run; i++)
        {
            first[i].Base = payload;
            first[i].Length = (nuint)bytes;
        }

        var name = names + (count * LinuxSocketAddress.Size);
        var control = controls + (count * LinuxControlMessages.SendSize);
        message->Header.Name = name;
        message->Header.NameLength = LinuxSocketAddress.Write(name, ipv6: false, address, port, 0);
        message->Header.Vectors = first;
        message->Header.VectorCount = (nuint)run;
        message->Header.Control = run > 1 ? control : null;
        message->Header.ControlLength = run > 1 ? (nuint)LinuxControlMessages.WriteSegmentSize(control, (ushort)bytes) : 0;
        if (++count == Batch)
        {
            Submit();
        }
    }

    private void Submit()
    {
        for (var at = 0; at < count;)
        {
            var sent = LinuxSystem.sendmmsg(descriptor, messages + at, (uint)(count - at), 0);
            for (var i = 0; i < sent; i++)
            {
                Sent += (long)messages[at + i].Header.VectorCount;
            }

            at += Math.Max(1, sent);
        }

        count = 0;
    }
}
