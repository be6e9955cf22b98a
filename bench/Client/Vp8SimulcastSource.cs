using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>A camera: VP8 in up to three simulcast layers, each a stream of its own with numbers of its own.</summary>
internal sealed class Vp8SimulcastSource : MediaSource
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly Vp8Options options;
    private readonly Vp8LayerEncoder[] encoders;
    private readonly SendingStream[] streams;
    private readonly TimeSpan frameTime;
    private Instant lastObeyed = new(long.MinValue / 2);
    private Instant nextFrame = Instant.Never;
    private Instant nextReport = Instant.Never;
    private uint nextSsrc;

    public Vp8SimulcastSource(ClientTrackParameters track, Vp8Options options)
        : base(track)
    {
        this.options = options;
        frameTime = TimeSpan.FromTicks(TimeSpan.TicksPerSecond / options.FramesPerSecond);
        encoders = new Vp8LayerEncoder[options.Layers.Count];
        streams = new SendingStream[encoders.Length];
        nextSsrc = options.FirstSsrc;
        for (var i = 0; i < encoders.Length; i++)
        {
            streams[i] = NewStream(i, (ushort)(options.FirstSequence + (i * 7001)));
            encoders[i] = new Vp8LayerEncoder((byte)i, options);
        }
    }

    public override IReadOnlyList<SendingStream> Streams => streams;

    public override Instant NextTimeout => Instant.Min(nextFrame, nextReport);

    /// <summary>No frames while true; time goes on.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Keyframes that were asked for.</summary>
    public int KeyframeRequests { get; private set; }

    public Vp8LayerEncoder Encoder(int layer) => encoders[layer];

    /// <summary>Told of each new packet of any layer.</summary>
    public void Observe(Action<StreamPacket> observer)
    {
        foreach (var stream in streams)
        {
            stream.OnPacket = observer;
        }
    }

    /// <summary>The layer goes on under another SSRC with other numbers, as after an encoder is made anew.</summary>
    public void ChangeSsrc(int layer)
    {
        var observer = streams[layer].OnPacket;
        streams[layer] = NewStream(layer, (ushort)(streams[layer].NextSequence * 31));
        streams[layer].OnPacket = observer;
        encoders[layer].WantKeyframe();
    }

    public override void Start(Instant now)
    {
        nextFrame = now + frameTime;
        nextReport = options.NoReports ? Instant.Never : now + options.FirstReport;
    }

    public override void HandleTimeout(Instant now, ClientSender sender)
    {
        while (now >= nextFrame)
        {
            SendFrames(nextFrame, sender);
            nextFrame += frameTime;
        }

        if (now >= nextReport)
        {
            nextReport = now + ReportInterval;
            for (var i = 0; i < streams.Length; i++)
            {
                if (encoders[i].IsActive && !IsMuted)
                {
                    streams[i].SendReport(now, sender, encoders[i].Timestamp(now, sender.Clock));
                }
            }
        }
    }

    public override void OnKeyframeRequest(Instant now, uint ssrc)
    {
        for (var i = 0; i < streams.Length; i++)
        {
            if (streams[i].Ssrc == ssrc)
            {
                KeyframeRequests++;
                Obey(now, i);
            }
        }
    }

    private void Obey(Instant now, int layer)
    {
        if (options.LeastKeyframeInterval == TimeSpan.Zero)
        {
            encoders[layer].WantKeyframe();
        }
        else if (now - lastObeyed >= options.LeastKeyframeInterval)
        {
            lastObeyed = now;
            Array.ForEach(encoders, e => e.WantKeyframe());
        }
    }

    private void SendFrames(Instant at, ClientSender sender)
    {
        for (var i = 0; i < encoders.Length && !IsMuted; i++)
        {
            if (encoders[i].IsActive)
            {
                encoders[i].Encode(at, streams[i], sender);
            }
        }
    }

    private SendingStream NewStream(int layer, ushort firstSequence)
    {
        var ssrc = nextSsrc;
        nextSsrc += 2;
        return new SendingStream(Track, options.Layers[layer].Rid, ssrc, ssrc + 1, firstSequence);
    }
}
