using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>One published track of the load.</summary>
internal abstract class LoadSource
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private Instant nextReport = Instant.Never;

    /// <summary>Its streams, one a layer.</summary>
    public abstract IReadOnlyList<LoadStream> Streams { get; }

    /// <summary>When the next packets or report are due.</summary>
    public Instant NextTimeout => Instant.Min(NextMedia, nextReport);

    /// <summary>When the next packets are due.</summary>
    protected abstract Instant NextMedia { get; }

    /// <summary>Begins, once keys are there.</summary>
    public virtual void Start(Instant now) => nextReport = now + TimeSpan.FromMilliseconds(400);

    public void HandleTimeout(Instant now, ClientSender sender)
    {
        SendMedia(now, sender);
        if (now >= nextReport)
        {
            nextReport = now + ReportInterval;
            foreach (var stream in Streams)
            {
                stream.SendReport(now, sender);
            }
        }
    }

    /// <summary>PLI for one of its SSRCs.</summary>
    public virtual void OnKeyframeRequest(uint ssrc)
    {
    }

    public LoadStream? Find(uint ssrc)
    {
        foreach (var stream in Streams)
        {
            if (stream.Ssrc == ssrc)
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>Sends what is due.</summary>
    protected abstract void SendMedia(Instant now, ClientSender sender);
}
