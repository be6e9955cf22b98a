using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>A camera: VP8 of constant rate in one or three layers, each with a pacer of its own pattern.</summary>
internal sealed class VideoLoad : LoadSource
{
    private static readonly (string Rid, int Width, int Height)[] Sizes = [("q", 320, 180), ("h", 640, 360), ("f", 1280, 720)];

    private readonly VideoLayer[] layers;
    private readonly LoadStream[] streams;

    public VideoLoad(ClientTrackParameters track, uint firstSsrc, VideoLoadOptions options)
    {
        var sizes = options.Simulcast ? Sizes : Sizes[^1..];
        streams = new LoadStream[sizes.Length];
        layers = new VideoLayer[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            var (rid, width, height) = sizes[i];
            var rate = i == sizes.Length - 1 ? options.BitsPerSecond : i == 0 ? 150_000 : 500_000;
            var ssrc = firstSsrc + (uint)(2 * i);
            streams[i] = new LoadStream(track, options.Simulcast ? rid : "", ssrc, ssrc + 1);
            layers[i] = new VideoLayer(streams[i], options, width, height, rate);
        }
    }

    public override IReadOnlyList<LoadStream> Streams => streams;

    protected override Instant NextMedia
    {
        get
        {
            var next = Instant.Never;
            foreach (var layer in layers)
            {
                next = Instant.Min(next, layer.NextTimeout);
            }

            return next;
        }
    }

    public override void Start(Instant now)
    {
        base.Start(now);
        foreach (var layer in layers)
        {
            layer.Start(now);
        }
    }

    public override void OnKeyframeRequest(uint ssrc)
    {
        foreach (var layer in layers)
        {
            if (layer.Stream.Ssrc == ssrc)
            {
                layer.WantKeyframe();
            }
        }
    }

    protected override void SendMedia(Instant now, ClientSender sender)
    {
        foreach (var layer in layers)
        {
            layer.Send(now, sender);
        }
    }
}
