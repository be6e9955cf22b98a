using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>
/// A recorded layer in a loop. Sequence numbers, timestamps, picture ids and TL0PICIDX go on over the loop's end, where the recording's
/// keyframe follows. A request for a keyframe begins the loop anew with the next frame.
/// </summary>
/// <remarks>
/// The stamp is behind the last byte of each frame: VP8's last partition reaches to the frame's end (RFC 6386 section 9.5), and a
/// decoder takes no symbol from what its encoder did not write. The packets before the last have none.
/// </remarks>
/// <param name="stream">Where it leaves.</param>
/// <param name="pattern">How a frame's packets leave.</param>
/// <param name="track">The recording's.</param>
/// <param name="phase">From the start to the first frame.</param>
internal sealed class RecordedLayer(LoadStream stream, VideoPattern pattern, RecordedTrack track, TimeSpan phase) : VideoLayer(stream, pattern)
{
    private readonly uint firstTimestamp = stream.Ssrc * 17;
    private LoopClock clock = new(ClockRate);
    private Vp8Numbers numbers = new((ushort)(stream.Ssrc & 0x7FFF));
    private RecordedFrame frame = track.Frames[0];
    private int place;

    protected override Instant FirstFrame(Instant now)
    {
        clock.Start(now + phase);
        return clock.Due(0);
    }

    protected override int BeginFrame(Instant due, bool key, out Instant next)
    {
        if (place == track.Frames.Count || (key && place > 0))
        {
            clock.BeginAnew(place == track.Frames.Count ? track.Length : track.Frames[place].Offset);
            place = 0;
        }

        if (place == 0)
        {
            numbers.BeginAnew(track.Frames[0].Packets[0].Descriptor);
        }

        frame = track.Frames[place++];
        numbers.BeginFrame();
        next = clock.Due(place == track.Frames.Count ? track.Length : track.Frames[place].Offset);
        return frame.Packets.Count;
    }

    protected override void SendPacket(Instant now, ClientSender sender, int index, bool isLast)
    {
        Span<byte> prefix = stackalloc byte[LoadStream.MaxPrefix];
        var packet = frame.Packets[index];
        var length = numbers.Apply(packet.Descriptor).Write(prefix);
        var payload = new LoadPayload(prefix[..length], packet.Body, length + packet.Body.Length + (isLast ? LoadPayload.StampLength : 0), isLast);
        Stream.Send(now, sender, firstTimestamp + (uint)clock.Ticks(frame.Offset), isLast, payload);
    }
}
