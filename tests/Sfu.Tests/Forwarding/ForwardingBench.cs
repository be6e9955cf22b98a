using System.Buffers.Binary;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Forwarding;

/// <summary>Publications and slots without peers: packets go in as if just decrypted, and what leaves is decrypted again.</summary>
internal sealed class ForwardingBench : IDisposable
{
    private static readonly byte[] Key = new byte[16];
    private static readonly byte[] Salt = new byte[12];

    private readonly SrtpReceiver receiver = new(SrtpProfile.AeadAes128Gcm, Key, Salt);
    private long nextId = 1;
    private uint nextSsrc = 5000;

    /// <param name="paced">What is too much at once waits; its timers are the test's to run.</param>
    public ForwardingBench(bool paced = false)
    {
        Context = new ForwardingContext(Pool, new Outbox(), Drops, Counters, new WallClock(1_790_000_000_000_000_000));
        Outlet = new SecureOutlet
        {
            Srtp = new SrtpSender(SrtpProfile.AeadAes128Gcm, Key, Salt),
            HasPath = true,
            Pacing = paced ? new PacedQueue() : null,
        };
        Outlet.Retransmissions.BitsPerSecond = 10_000_000;
    }

    public PacketPool Pool { get; } = new(4096);

    public DropCounters Drops { get; } = new();

    public ForwardingCounters Counters { get; } = new();

    public ForwardingContext Context { get; }

    public SecureOutlet Outlet { get; }

    public Instant Now { get; set; } = new(1_000_000_000_000);

    public Publication Camera(params string[] rids) => new(Context, nextId++, (uint)(900 + nextId), MediaCodec.Vp8, rids.Length == 0 ? [""] : rids);

    public Publication Microphone() => new(Context, nextId++, (uint)(900 + nextId), MediaCodec.Opus, [""]);

    public Slot Slot(bool video = true, bool rtx = true) => new(Context, Outlet, new SlotParameters
    {
        Mid = $"s{nextSsrc}",
        IsVideo = video,
        Ssrc = nextSsrc++,
        RtxSsrc = video && rtx ? nextSsrc++ : 0,
        FirstSequence = 100,
        FirstTimestamp = 1000,
        PayloadTypes = video ? new SlotPayloadTypes(0, 96, rtx ? (byte)97 : (byte)0) : new SlotPayloadTypes(111, 0, 0),
        ExtensionIds = new SlotExtensionIds(2, 1, 13, 5, 6),
        HasNack = video,
    });

    public void Advance(int ms) => Now += TimeSpan.FromMilliseconds(ms);

    /// <summary>A packet of a source; null descriptor and no payload for padding.</summary>
    public void Send(Publication publication, int layer, long sequence, uint timestamp, byte[] payload, bool late = false)
    {
        SendInBatch(publication, layer, sequence, timestamp, payload, late);
        Context.Run.End(Now);
    }

    /// <summary>As <see cref="Send"/>, but more of the same batch follows.</summary>
    public void SendInBatch(Publication publication, int layer, long sequence, uint timestamp, byte[] payload, bool late = false, bool marker = false)
    {
        Assert.True(Pool.TryRent(out var buffer));
        var header = new RtpHeaderWriter(buffer.Memory, marker, 96, (ushort)sequence, timestamp, 42);
        var length = header.Complete();
        payload.CopyTo(buffer.Memory[length..]);
        buffer.Length = length + payload.Length;
        buffer.ReceivedAt = Now;
        publication.Forward(Now, buffer, layer, sequence, late, default, 0);
        buffer.Release();
    }

    /// <summary>A VP8 packet that begins a frame; a keyframe when it has a size.</summary>
    public static byte[] Frame(ushort picture, byte tl0, int width = 0, int height = 0, int tid = 0, bool sync = false, int bytes = 100)
    {
        var payload = new byte[bytes];
        var length = new Vp8PayloadDescriptor
        {
            StartOfPartition = true, HasPictureId = true, PictureIdIs15Bit = true, PictureId = picture, HasTl0PicIdx = true, Tl0PicIdx = tl0,
            HasTid = true, Tid = (byte)tid, LayerSync = sync,
        }.Write(payload);
        payload[length] = width > 0 ? (byte)0 : (byte)1;
        if (width > 0)
        {
            (payload[length + 3], payload[length + 4], payload[length + 5]) = (0x9D, 0x01, 0x2A);
            BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(length + 6), (ushort)width);
            BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(length + 8), (ushort)height);
        }

        return payload;
    }

    /// <summary>Everything that left since the last call, decrypted.</summary>
    public List<byte[]> Take()
    {
        var packets = new List<byte[]>();
        foreach (var queue in Context.Outbox.Queues)
        {
            while (queue.TryTake(out var buffer))
            {
                var bytes = buffer.Span.ToArray();
                buffer.Release();
                packets.Add(Decrypt(bytes));
            }
        }

        Context.Outbox.Clear();
        return packets;
    }

    /// <summary>A packet as it left, decrypted in place; finds one that comes twice.</summary>
    public byte[] Decrypt(byte[] packet)
    {
        Assert.True(SrtpHeader.TryGetLength(packet, out var headerLength));
        Assert.True(receiver.TryUnprotectRtp(packet, headerLength, out var length, out _, out var reason), reason.ToString());
        return packet[..length];
    }

    /// <summary>Sequence numbers that left on the slot's primary stream.</summary>
    public List<int> TakeNumbers() => [.. Take().Select(p => (int)BinaryPrimitives.ReadUInt16BigEndian(p.AsSpan(2)))];

    /// <summary>Closes all there is; not a buffer is kept then.</summary>
    public void End(IEnumerable<Slot> slots, params Publication[] publications)
    {
        foreach (var slot in slots)
        {
            slot.Close();
        }

        foreach (var publication in publications)
        {
            publication.Close(Now);
        }

        Take();
        Assert.Equal(0, Pool.InUse);
    }

    public void Dispose()
    {
        Take();
        Outlet.Srtp?.Dispose();
        receiver.Dispose();
    }
}
