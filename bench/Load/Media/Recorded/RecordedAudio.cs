using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>A recorded microphone in a loop, with timestamps and sequence numbers that go on, stamped in Opus's padding.</summary>
internal sealed class RecordedAudio : LoadSource
{
    private readonly RecordedTrack track;
    private readonly LoadStream[] streams;
    private readonly uint firstTimestamp;
    private readonly TimeSpan phase;
    private LoopClock clock;
    private Instant nextPacket = Instant.Never;
    private int next;
    private bool started;

    /// <param name="parameters">From the server's description.</param>
    /// <param name="ssrc">Of the stream.</param>
    /// <param name="track">The recording's.</param>
    /// <param name="phase">From the start to the first packet.</param>
    public RecordedAudio(ClientTrackParameters parameters, uint ssrc, RecordedTrack track, TimeSpan phase)
    {
        this.track = track;
        this.phase = phase;
        streams = [new LoadStream(parameters, "", ssrc, 0, track.ClockRate, answersNack: false)];
        firstTimestamp = ssrc * 31;
        clock = new LoopClock(track.ClockRate);
    }

    public override IReadOnlyList<LoadStream> Streams => streams;

    protected override Instant NextMedia => nextPacket;

    public override void Start(Instant now)
    {
        base.Start(now);
        clock.Start(now + phase);
        nextPacket = clock.Due(0);
    }

    protected override void SendMedia(Instant now, ClientSender sender)
    {
        Span<byte> prefix = stackalloc byte[PaddedOpus.PrefixLength];
        while (now >= nextPacket)
        {
            if (next == track.Packets.Count)
            {
                clock.BeginAnew(track.Length);
                next = 0;
            }

            var packet = track.Packets[next++];
            var body = PaddedOpus.Split(packet.Payload, prefix);
            var payload = new LoadPayload(prefix, body, PaddedOpus.PrefixLength + body.Length + LoadPayload.StampLength, isStamped: true);
            streams[0].Send(now, sender, firstTimestamp + (uint)clock.Ticks(packet.Offset), packet.Marker || !started, payload, packet.AudioLevel);
            started = true;
            nextPacket = clock.Due(next == track.Packets.Count ? track.Length : track.Packets[next].Offset);
        }
    }
}
