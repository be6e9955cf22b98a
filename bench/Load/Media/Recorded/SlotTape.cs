using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>A packet as it was received.</summary>
/// <param name="RealTime">CLOCK_REALTIME in nanoseconds.</param>
/// <param name="Sequence">Extended sequence number.</param>
/// <param name="Timestamp">From the header.</param>
/// <param name="Marker">From the header.</param>
/// <param name="AudioLevel">Of the audio level extension; 0 without it.</param>
/// <param name="Payload">A copy.</param>
internal sealed record TapedPacket(long RealTime, long Sequence, uint Timestamp, bool Marker, byte AudioLevel, byte[] Payload)
{
    /// <summary>Of a first packet of a VP8 keyframe; 0 of every other.</summary>
    public (int Width, int Height) KeyframeSize { get; } = Vp8PayloadDescriptor.TryParse(Payload, out var descriptor) && descriptor.IsKeyframe
        ? (descriptor.Width, descriptor.Height)
        : (0, 0);
}

/// <summary>All that one watcher with one pair of slots receives. For the driver's thread.</summary>
internal sealed class SlotTape
{
    private readonly List<TapedPacket> audio = [];
    private readonly List<TapedPacket> video = [];
    private SequenceUnwrapper audioSequence;
    private SequenceUnwrapper videoSequence;

    public IReadOnlyList<TapedPacket> Audio => audio;

    public IReadOnlyList<TapedPacket> Video => video;

    public void Take(bool isVideo, in RtpPacketView packet, HeaderExtensionMap extensions, long realTime)
    {
        var level = packet.TryGetExtension(extensions[HeaderExtensionKind.AudioLevel], out var data) && data.Length > 0 ? data[0] : (byte)0;
        var sequence = isVideo ? videoSequence.Unwrap(packet.SequenceNumber) : audioSequence.Unwrap(packet.SequenceNumber);
        (isVideo ? video : audio).Add(new TapedPacket(realTime, sequence, packet.Timestamp, packet.Marker, level, packet.Payload.ToArray()));
    }
}
