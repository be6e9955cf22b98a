using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>How an <see cref="OpusSource"/> speaks.</summary>
internal sealed record OpusOptions
{
    public required uint Publisher { get; init; }

    public required uint Ssrc { get; init; }

    public ushort FirstSequence { get; init; } = 1;

    public uint FirstTimestamp { get; init; }

    /// <summary>-dBov: 0 loud, 127 silent.</summary>
    public int Level { get; init; } = 30;

    /// <summary>Bytes a frame.</summary>
    public int FrameBytes { get; init; } = 100;

    /// <summary>Time to the first sender report; Chromium's takes 2.4 s.</summary>
    public TimeSpan FirstReport { get; init; } = TimeSpan.FromSeconds(2.4);

    /// <summary>No sender reports at all.</summary>
    public bool NoReports { get; init; }
}

/// <summary>A microphone: 20 ms of Opus 50 times a second, with its level (RFC 6464).</summary>
internal sealed class OpusSource : MediaSource
{
    private const int FrameTicks = 960;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    private readonly OpusOptions options;
    private readonly SendingStream stream;
    private readonly SendingStream[] streams;
    private Instant nextFrame = Instant.Never;
    private Instant nextReport = Instant.Never;
    private uint frame;
    private long captureOrigin;

    public OpusSource(ClientTrackParameters track, OpusOptions options)
        : base(track)
    {
        this.options = options;
        Level = options.Level;
        stream = new SendingStream(track, "", options.Ssrc, 0, options.FirstSequence);
        streams = [stream];
    }

    /// <summary>-dBov.</summary>
    public int Level { get; set; }

    /// <summary>Nothing is sent while true; time goes on.</summary>
    public bool IsMuted { get; set; }

    public override IReadOnlyList<SendingStream> Streams => streams;

    public override Instant NextTimeout => Instant.Min(nextFrame, nextReport);

    public override void Start(Instant now)
    {
        nextFrame = now + FrameTime;
        nextReport = options.NoReports ? Instant.Never : now + options.FirstReport;
        captureOrigin = now.Nanoseconds;
    }

    public override void HandleTimeout(Instant now, ClientSender sender)
    {
        while (now >= nextFrame)
        {
            SendFrame(nextFrame, sender);
            nextFrame += FrameTime;
        }

        if (now >= nextReport)
        {
            nextReport = now + ReportInterval;
            stream.SendReport(now, sender, Timestamp(now));
        }
    }

    public override void OnKeyframeRequest(Instant now, uint ssrc)
    {
    }

    private uint Timestamp(Instant at) => options.FirstTimestamp + (uint)((at.Nanoseconds - captureOrigin) * 48_000 / 1_000_000_000);

    private void SendFrame(Instant at, ClientSender sender)
    {
        frame++;
        if (IsMuted)
        {
            return;
        }

        Span<byte> payload = stackalloc byte[options.FrameBytes];
        payload.Fill(0x55);
        payload[0] = 0xFC; // CELT full band, 20 ms, one frame (RFC 6716 section 3.1)
        var stamp = new MediaStamp(options.Publisher, 0, false, frame, frame - 1, 0, 1);
        stamp.Write(payload[1..]);
        stream.Send(at, sender, options.FirstTimestamp + (frame * FrameTicks), frame == 1, payload, stamp, 0, 0x80 | Level);
    }
}
