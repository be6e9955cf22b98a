using System.Buffers.Binary;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>
/// One layer: real VP8 payload descriptors (RFC 7741) and frame headers (RFC 6386 section 9.1) before filler, so the server treats it
/// as it treats VP8, though no decoder shows anything. A keyframe is three average frames.
/// </summary>
internal sealed class VideoLayer(LoadStream stream, VideoLoadOptions options, int width, int height, int bitsPerSecond)
{
    private const int BurstPackets = 3;
    private const int KeyframeFactor = 3;
    private const int FrameHeaderLength = 10;
    private static readonly TimeSpan BurstInterval = TimeSpan.FromMilliseconds(5);

    private readonly TimeSpan frameTime = TimeSpan.FromTicks(TimeSpan.TicksPerSecond / options.FramesPerSecond);
    private Instant nextFrame = Instant.Never;
    private Instant nextBurst = Instant.Never;
    private uint timestamp = stream.Ssrc * 17;
    private ushort pictureId = (ushort)(stream.Ssrc & 0x7FFF);
    private double credit;
    private int waiting;
    private int sentOfFrame;
    private bool isKey;
    private bool keyframeWanted = true;

    public LoadStream Stream => stream;

    public Instant NextTimeout => Instant.Min(nextFrame, nextBurst);

    // Publishers' frames are spread over the frame time, as independent cameras' are.
    public void Start(Instant now) => nextFrame = now + TimeSpan.FromTicks(stream.Ssrc * 7919L % frameTime.Ticks);

    public void WantKeyframe() => keyframeWanted = true;

    public void Send(Instant now, ClientSender sender)
    {
        if (now >= nextFrame)
        {
            SendRest(now, sender);
            BeginFrame();
            nextBurst = now;
            nextFrame += frameTime;
        }

        if (now >= nextBurst)
        {
            SendPackets(now, sender, options.Pattern == VideoPattern.Frames ? waiting : Math.Min(waiting, BurstPackets));
            nextBurst = waiting > 0 ? nextBurst + BurstInterval : Instant.Never;
        }
    }

    private void BeginFrame()
    {
        isKey = keyframeWanted;
        keyframeWanted = false;
        credit += bitsPerSecond / 8.0 / options.FramesPerSecond / options.PacketBytes;
        var count = Math.Max(1, (int)credit);
        credit -= count;
        waiting = isKey ? count * KeyframeFactor : count;
        sentOfFrame = 0;
        pictureId = (ushort)((pictureId + 1) & 0x7FFF);
        timestamp += (uint)(90_000 / options.FramesPerSecond);
    }

    /// <summary>What the pattern has not sent when the next frame is due.</summary>
    private void SendRest(Instant now, ClientSender sender) => SendPackets(now, sender, waiting);

    private void SendPackets(Instant now, ClientSender sender, int count)
    {
        Span<byte> prefix = stackalloc byte[LoadStream.MaxPrefix];
        for (; count > 0; count--)
        {
            var descriptor = new Vp8PayloadDescriptor
            {
                StartOfPartition = sentOfFrame == 0,
                HasPictureId = true,
                PictureIdIs15Bit = true,
                PictureId = pictureId,
            };
            var length = descriptor.Write(prefix);
            if (sentOfFrame == 0)
            {
                WriteFrameHeader(prefix.Slice(length, FrameHeaderLength));
                length += FrameHeaderLength;
            }

            waiting--;
            sentOfFrame++;
            stream.Send(now, sender, timestamp, waiting == 0, prefix[..length], options.PacketBytes);
        }
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
