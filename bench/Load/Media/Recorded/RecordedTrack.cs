using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>One packet of a recording.</summary>
/// <param name="Offset">Its timestamp from the track's beginning.</param>
/// <param name="Marker">The marker bit.</param>
/// <param name="AudioLevel">Of the audio level extension (RFC 6464); 0 of video.</param>
/// <param name="Payload">With VP8's payload descriptor.</param>
internal readonly record struct RecordedPacket(uint Offset, bool Marker, byte AudioLevel, ReadOnlyMemory<byte> Payload);

/// <summary>One packet of a recorded frame.</summary>
/// <param name="Descriptor">With the numbers it had.</param>
/// <param name="Body">What is behind the descriptor.</param>
internal readonly record struct RecordedVideoPacket(Vp8PayloadDescriptor Descriptor, ReadOnlyMemory<byte> Body);

/// <summary>One frame of a recording.</summary>
/// <param name="Offset">Its timestamp from the track's beginning.</param>
/// <param name="Packets">In their order.</param>
internal sealed record RecordedFrame(uint Offset, IReadOnlyList<RecordedVideoPacket> Packets);

/// <summary>The microphone, or one layer of the camera.</summary>
internal sealed class RecordedTrack
{
    private readonly Lazy<IReadOnlyList<RecordedFrame>> frames;

    /// <param name="isVideo">VP8, else Opus.</param>
    /// <param name="clockRate">RTP clock in Hz.</param>
    /// <param name="width">Of the keyframe; 0 of audio.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="length">Ticks of the clock after which it begins again.</param>
    /// <param name="packets">In the order of their sequence numbers.</param>
    /// <exception cref="InvalidDataException">It cannot be played.</exception>
    public RecordedTrack(bool isVideo, int clockRate, int width, int height, uint length, IReadOnlyList<RecordedPacket> packets)
    {
        IsVideo = isVideo;
        ClockRate = clockRate;
        Width = width;
        Height = height;
        Length = length;
        Packets = packets;
        frames = new(ReadFrames);
        if (clockRate <= 0 || packets.Count == 0 || packets[0].Offset != 0 || packets.Any(p => p.Offset >= length || p.Payload.IsEmpty)
            || packets.Zip(packets.Skip(1)).Any(p => p.Second.Offset < p.First.Offset))
        {
            throw new InvalidDataException("a recorded track whose packets are empty or not in order");
        }
    }

    public bool IsVideo { get; }

    public int ClockRate { get; }

    public int Width { get; }

    public int Height { get; }

    public uint Length { get; }

    public IReadOnlyList<RecordedPacket> Packets { get; }

    public TimeSpan Duration => TimeSpan.FromSeconds((double)Length / ClockRate);

    /// <summary>Of its payloads.</summary>
    public int BitsPerSecond => (int)(Packets.Sum(p => p.Payload.Length) * 8 / Duration.TotalSeconds);

    /// <summary>Of video: the first is a keyframe.</summary>
    /// <exception cref="InvalidDataException">It is no VP8, or not whole.</exception>
    public IReadOnlyList<RecordedFrame> Frames => frames.Value;

    private List<RecordedFrame> ReadFrames()
    {
        var all = new List<RecordedFrame>();
        foreach (var packets in Packets.GroupBy(p => p.Offset))
        {
            var frame = new RecordedFrame(packets.Key, [.. packets.Select(Split)]);
            var isWhole = frame.Packets[0].Descriptor.IsFrameStart && packets.Count(p => p.Marker) == 1 && packets.Last().Marker;
            if (!isWhole || (all.Count == 0 && !frame.Packets[0].Descriptor.IsKeyframe))
            {
                throw new InvalidDataException($"the recorded frame at {packets.Key} is not whole, or the first is no keyframe");
            }

            all.Add(frame);
        }

        return all;
    }

    private static RecordedVideoPacket Split(RecordedPacket packet) => Vp8PayloadDescriptor.TryParse(packet.Payload.Span, out var descriptor)
        ? new RecordedVideoPacket(descriptor, packet.Payload[descriptor.Length..])
        : throw new InvalidDataException("a recorded packet is no VP8");
}
