using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>A camera: VP8 in one or more layers, each with a pacer of its own.</summary>
internal sealed class VideoLoad : LoadSource
{
    private readonly VideoLayer[] layers;
    private readonly LoadStream[] streams;

    /// <param name="layers">The lowest first.</param>
    public VideoLoad(IEnumerable<VideoLayer> layers)
    {
        this.layers = [.. layers];
        streams = [.. this.layers.Select(l => l.Stream)];
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
