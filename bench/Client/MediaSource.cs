using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>One published track: makes packets as time goes on.</summary>
internal abstract class MediaSource(ClientTrackParameters track)
{
    public ClientTrackParameters Track => track;

    /// <summary>Its streams, one a layer.</summary>
    public abstract IReadOnlyList<SendingStream> Streams { get; }

    /// <summary>When the next frame or report is due.</summary>
    public abstract Instant NextTimeout { get; }

    /// <summary>Begins; called once keys are there.</summary>
    public abstract void Start(Instant now);

    public abstract void HandleTimeout(Instant now, ClientSender sender);

    /// <summary>PLI or FIR for one of its SSRCs.</summary>
    public abstract void OnKeyframeRequest(Instant now, uint ssrc);

    /// <summary>The stream with a primary SSRC; null when it is not one of this source's.</summary>
    public SendingStream? Find(uint ssrc)
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
}
