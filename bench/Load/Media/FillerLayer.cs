using System.Buffers.Binary;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>
/// A layer of constant rate: real VP8 payload descriptors (RFC 7741) and frame headers (RFC 6386 section 9.1) before filler, so the
/// server treats it as it treats VP8, though no decoder shows anything. A keyframe is three average frames.
/// </summary>
internal sealed class FillerLayer(LoadStream stream, VideoLoadOptions options, int width, int height, int bitsPerSecond)
    : VideoLayer(stream, options.Pattern)
{
    private const int KeyframeFactor = 3;
    private const int FrameHeaderLength = 10;

    private readonly TimeSpan frameTime = TimeSpan.FromTicks(TimeSpan.TicksPerSecond / options.FramesPerSecond);
    private uint timestamp = stream.Ssrc * 17;
    private ushort pictureId = (ushort)(stream.Ssrc & 0x7FFF);
    private double credit;
    private bool isKey;

    protected override Instant FirstFrame(Instant now) => now + TimeSpan.FromTicks(Stream.Ssrc * 7919L % frameTime.Ticks);

    protected override int BeginFrame(Instant due, bool key, out Instant next)
    {
        isKey = key;
        credit += bitsPerSecond / 8.0 / options.FramesPerSecond / options.PacketBytes;
        var count = Math.Max(1, (int)credit);
        credit -= count;
        pictureId = (ushort)((pictureId + 1) & 0x7FFF);
        timestamp += (uint)(ClockRate / options.FramesPerSecond);
        next = due + frameTime;
        return isKey ? count * KeyframeFactor : count;
    }

    protected override void SendPacket(Instant now, ClientSender sender, int index, bool isLast)
    {
        Span<byte> prefix = stackalloc byte[LoadStream.MaxPrefix];
        var descriptor = new Vp8PayloadDescriptor
        {
            StartOfPartition = index == 0,
            HasPictureId = true,
            PictureIdIs15Bit = true,
            PictureId = pictureId,
        };
        var length = descriptor.Write(prefix);
        if (index == 0)
        {
            WriteFrameHeader(prefix.Slice(length, FrameHeaderLength));
            length += FrameHeaderLength;
        }

        Stream.Send(now, sender, timestamp, isLast, new LoadPayload(prefix[..length], default, options.PacketBytes, isStamped: true));
    }

    private void WriteFrameHeader(Span<byte> destination)
    {
        destination.Clear();
        destination[0] = isKey ? (byte)0x10 : (byte)0x11;
        if (isKey)
        {
            destination[3] = 0x9D;
            destination[4] = 0x01;
            destination[5] = 0x2A;
            BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)width);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], (ushort)height);
        }
    }
}
