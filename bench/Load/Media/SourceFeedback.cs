using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>What the server asks of a peer's published tracks: packets again, and keyframes.</summary>
internal sealed class SourceFeedback(IReadOnlyList<LoadSource> sources, ClientSender sender, LoadCounters counters)
{
    private readonly Dictionary<uint, byte> intraCommands = [];

    public void Handle(Instant now, RtcpPacketView message)
    {
        if (GenericNack.TryParse(message, out var nack))
        {
            Resend(now, nack);
        }
        else if (PictureLossIndication.TryParse(message, out var indication))
        {
            OnKeyframeRequest(indication.MediaSsrc);
        }
        else if (FullIntraRequest.TryParse(message, out var request))
        {
            for (var i = 0; i < request.Count; i++)
            {
                OnFullIntraRequest(request.Entry(i));
            }
        }
    }

    private void OnFullIntraRequest((uint Ssrc, byte Command) request)
    {
        // The same command again is the same request (RFC 5104 section 4.3.1.1).
        if (!intraCommands.TryGetValue(request.Ssrc, out var last) || last != request.Command)
        {
            intraCommands[request.Ssrc] = request.Command;
            OnKeyframeRequest(request.Ssrc);
        }
    }

    private void OnKeyframeRequest(uint ssrc)
    {
        counters.KeyframeRequests++;
        foreach (var source in sources)
        {
            source.OnKeyframeRequest(ssrc);
        }
    }

    private void Resend(Instant now, in GenericNack nack)
    {
        foreach (var source in sources)
        {
            if (source.Find(nack.MediaSsrc) is { } stream)
            {
                foreach (var sequenceNumber in nack)
                {
                    stream.Resend(now, sender, sequenceNumber);
                    counters.NacksAnswered++;
                }
            }
        }
    }
}
