using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>A microphone of filler: Opus of constant size, 50 packets a second, loud enough to count as speech.</summary>
internal sealed class FillerAudio(ClientTrackParameters track, uint ssrc, int packetBytes) : LoadSource
{
    /// <summary>Opus's RTP clock (RFC 7587 section 4.1).</summary>
    public const int ClockRate = 48_000;

    private const int FrameTicks = 960;
    private const byte Level = 0x80 | 30;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly LoadStream[] streams = [new LoadStream(track, "", ssrc, 0, ClockRate, answersNack: false)];
    private Instant nextFrame = Instant.Never;
    private uint timestamp = ssrc * 31;
    private bool started;

    public override IReadOnlyList<LoadStream> Streams => streams;

    protected override Instant NextMedia => nextFrame;

    public override void Start(Instant now)
    {
        base.Start(now);
        // Spread over the frame time: microphones do not tick together.
        nextFrame = now + TimeSpan.FromTicks(ssrc * 7919L % FrameTime.Ticks);
    }

    protected override void SendMedia(Instant now, ClientSender sender)
    {
        while (now >= nextFrame)
        {
            // CELT full band, 20 ms, one frame (RFC 6716 section 3.1).
            streams[0].Send(now, sender, timestamp, !started, new LoadPayload([0xFC], default, packetBytes, isStamped: true), Level);
            started = true;
            timestamp += FrameTicks;
            nextFrame += FrameTime;
        }
    }
}
