using System.Buffers.Binary;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>
/// Stands in for the VP8 encoder of one layer: real payload descriptors (RFC 7741) and frame headers (RFC 6386 section 9.1), stamps
/// in place of pictures. L1T3 as libwebrtc does it: layers 0, 2, 1, 2 in turn.
/// </summary>
internal sealed class Vp8LayerEncoder
{
    private const int FrameHeaderLength = 10;
    private static readonly int[] Pattern = [0, 2, 1, 2];
    private static readonly double[] Share = [1.6, 1.0, 0.7];

    private readonly byte index;
    private readonly Vp8Options options;
    private readonly Vp8Layer layer;
    private readonly uint timestampOffset;
    private ushort pictureId;
    private byte tl0PicIdx;
    private byte keyIndex;
    private uint frame;
    private int position;
    private uint lastBase;
    private uint lastMiddle;
    private bool keyframeWanted = true;

    public Vp8LayerEncoder(byte index, Vp8Options options)
    {
        this.index = index;
        this.options = options;
        layer = options.Layers[index];
        timestampOffset = options.FirstTimestamp + (index * 0x2345_6789u);
        pictureId = (ushort)((options.FirstPictureId + (index * 1000)) & 0x7FFF);
        tl0PicIdx = (byte)(options.FirstTl0PicIdx + (index * 50));
        BitsPerSecond = layer.BitsPerSecond;
    }

    /// <summary>False: the publisher does not send this layer.</summary>
    public bool IsActive { get; set; } = true;

    public int BitsPerSecond { get; set; }

    /// <summary>Frames made.</summary>
    public uint Frames => frame;

    /// <summary>Keyframes among them.</summary>
    public int Keyframes { get; private set; }

    public void WantKeyframe() => keyframeWanted = true;

    public uint Timestamp(Instant at, ClientClock clock) => timestampOffset + (uint)clock.Ticks(at, 90_000);

    /// <summary>Makes a frame and sends its packets.</summary>
    public void Encode(Instant at, SendingStream stream, ClientSender sender)
    {
        frame++;
        var isKey = keyframeWanted;
        keyframeWanted = false;
        position = isKey ? 0 : position;
        var temporal = options.TemporalLayers > 1 ? Pattern[position % 4] : 0;
        var (reference, sync) = Reference(temporal, isKey);
        if (isKey)
        {
            Keyframes++;
            keyIndex++;
        }

        if (temporal == 0)
        {
            tl0PicIdx++;
        }

        var factor = isKey ? options.KeyframeFactor : options.TemporalLayers > 1 ? Share[temporal] : 1.0;
        var bytes = Math.Max(60, (int)(BitsPerSecond / 8.0 / options.FramesPerSecond * factor));
        SendPackets(at, stream, sender, bytes, isKey, temporal, sync, reference);
        pictureId = (ushort)((pictureId + 1) & 0x7FFF);
        position++;
    }

    private (uint Reference, bool Sync) Reference(int temporal, bool isKey)
    {
        var reference = lastBase;
        var sync = temporal > 0;
        if (temporal == 0)
        {
            (reference, lastBase, lastMiddle) = (isKey ? 0 : lastBase, frame, 0);
        }
        else if (temporal == 1)
        {
            lastMiddle = frame;
        }
        else if (lastMiddle != 0)
        {
            reference = lastMiddle;
            sync = false;
        }

        return (reference, sync);
    }

    private void SendPackets(Instant at, SendingStream stream, ClientSender sender, int bytes, bool isKey, int temporal, bool sync, uint reference)
    {
        var count = (byte)Math.Clamp((bytes + options.PacketBytes - 1) / options.PacketBytes, 1, 100);
        var size = Math.Max(bytes / count, FrameHeaderLength + MediaStamp.Length + 2);
        Span<byte> payload = stackalloc byte[size + 8];
        for (byte i = 0; i < count; i++)
        {
            var descriptor = new Vp8PayloadDescriptor
            {
                NonReference = temporal == 2,
                StartOfPartition = i == 0,
                HasPictureId = true,
                PictureIdIs15Bit = true,
                PictureId = pictureId,
                HasTl0PicIdx = true,
                Tl0PicIdx = tl0PicIdx,
                HasTid = true,
                Tid = (byte)temporal,
                LayerSync = sync,
                HasKeyIdx = true,
                KeyIdx = (byte)(keyIndex & 0x1F),
            };
            var length = descriptor.Write(payload);
            payload[length..].Fill(0xAA);
            if (i == 0)
            {
                WriteFrameHeader(payload[length..], isKey);
                length += FrameHeaderLength;
            }

            var stamp = new MediaStamp(options.Publisher, index, isKey, frame, reference, i, count);
            stamp.Write(payload[length..]);
            stream.Send(at, sender, Timestamp(at, sender.Clock), i == count - 1, payload[..size], stamp, temporal);
        }
    }

    private void WriteFrameHeader(Span<byte> destination, bool isKey)
    {
        destination[..FrameHeaderLength].Clear();
        destination[0] = isKey ? (byte)0x10 : (byte)0x11;
        if (isKey)
        {
            destination[3] = 0x9D;
            destination[4] = 0x01;
            destination[5] = 0x2A;
            BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)layer.Width);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], (ushort)layer.Height);
        }
    }
}
