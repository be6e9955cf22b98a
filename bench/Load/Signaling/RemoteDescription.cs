using System.Globalization;
using System.Net.Sockets;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>A server's offer or answer, read as a client reads it.</summary>
internal sealed class RemoteDescription
{
    private readonly MediaSection first;

    private RemoteDescription(SessionDescription session)
    {
        Session = session;
        Live = [.. session.Media.Where(m => !m.IsRejected && m.Kind is MediaKind.Audio or MediaKind.Video)];
        first = Live.FirstOrDefault(m => m is { IceUfrag: not null, IcePwd: not null }) ?? throw new LoadException("the server's description has no transport");
        (Address, Port) = Candidate(Live);
    }

    public SessionDescription Session { get; }

    /// <summary>Audio and video m-lines that are not rejected.</summary>
    public IReadOnlyList<MediaSection> Live { get; }

    /// <summary>The first UDP candidate, of IPv4 if there is one.</summary>
    public IpAddress Address { get; }

    public ushort Port { get; }

    /// <exception cref="LoadException">It is none that can be used.</exception>
    public static RemoteDescription Parse(string sdp) => SdpParser.TryParse(sdp, SdpLimits.Default, out var session, out var problem)
        ? new RemoteDescription(session!)
        : throw new LoadException($"the server's description: {problem.Message}");

    /// <summary>What the client needs.</summary>
    public ClientParameters ToParameters(ClientIceCredentials local) => new()
    {
        Local = local,
        Remote = new ClientIceCredentials(first.IceUfrag!, first.IcePwd!),
        Fingerprints = [.. first.Fingerprints.Select(f => DtlsFingerprint.TryParse(f.Algorithm, f.Value, out var known) ? known : throw new LoadException($"fingerprint {f.Algorithm} is not known"))],
        DtlsRole = first.Setup == SetupRole.Active ? DtlsRole.Server : DtlsRole.Client,
        Extensions = Extensions(),
        Slots = [.. Live.Where(m => m.Direction is MediaDirection.SendOnly or MediaDirection.SendRecv).Select(Slot)],
    };

    /// <summary>The payload types of a kind's one codec (Opus, VP8) on an m-line; RTX 0 without it.</summary>
    public static (byte Media, byte Rtx) PayloadTypes(MediaSection section)
    {
        var name = section.Kind == MediaKind.Video ? "VP8" : "opus";
        var format = section.Formats.FirstOrDefault(f => f.RtpMap?.Is(name) == true) ?? throw new LoadException($"m-line {section.Mid} has no {name}");
        var apt = string.Create(CultureInfo.InvariantCulture, $"apt={format.PayloadType}");
        var rtx = section.Formats.FirstOrDefault(f => f.RtpMap?.Is("rtx") == true && f.Fmtp.StartsWith(apt, StringComparison.Ordinal));
        return ((byte)format.PayloadType, (byte)(rtx?.PayloadType ?? 0));
    }

    /// <summary>The payload types towards a server that receives a kind.</summary>
    public ClientTrackParameters Track(string mid, bool isVideo)
    {
        var section = Live.FirstOrDefault(m => m.Kind == (isVideo ? MediaKind.Video : MediaKind.Audio) && m.Direction is MediaDirection.RecvOnly or MediaDirection.SendRecv)
            ?? throw new LoadException($"the server takes no {(isVideo ? "video" : "audio")}");
        var (media, rtx) = PayloadTypes(section);
        return new ClientTrackParameters(mid, media, rtx);
    }

    /// <summary>An m-line whose SSRC is not told has 0: the first packet of its payload type tells it.</summary>
    private static ClientSlotParameters Slot(MediaSection section)
    {
        var (media, rtx) = PayloadTypes(section);
        var flow = section.SsrcGroups.FirstOrDefault(g => g.IsFlowIdentification);
        var ssrc = flow?.Ssrcs[0] ?? (section.Ssrcs.Count > 0 ? section.Ssrcs[0].Ssrc : 0);
        return new ClientSlotParameters(section.Mid, section.Kind == MediaKind.Video, ssrc, flow?.Ssrcs[1] ?? 0, media, rtx)
        {
            HasNack = section.FindFormat(media)!.HasFeedback("nack"),
            HasReducedSizeRtcp = section.RtcpRsize,
        };
    }

    private static (IpAddress Address, ushort Port) Candidate(IEnumerable<MediaSection> sections)
    {
        (IpAddress, ushort)? other = null;
        foreach (var line in sections.SelectMany(m => m.Candidates))
        {
            // RFC 8839 section 5.1: foundation, component, transport, priority, address, port.
            var words = line.Split(' ');
            if (words.Length > 7 && words[1] == "1" && words[2].Equals("udp", StringComparison.OrdinalIgnoreCase)
                && System.Net.IPAddress.TryParse(words[4], out var address) && ushort.TryParse(words[5], CultureInfo.InvariantCulture, out var port))
            {
                if (address.AddressFamily == AddressFamily.InterNetwork)
                {
                    return (IpAddress.From(address), port);
                }

                other ??= (IpAddress.From(address), port);
            }
        }

        return other ?? throw new LoadException("the server's description has no UDP candidate");
    }

    private HeaderExtensionMap Extensions()
    {
        var map = new HeaderExtensionMap();
        foreach (var extmap in Live.SelectMany(m => m.Extmaps))
        {
            // An id that means two things cannot be used for either after the first.
            _ = HeaderExtensionUri.TryFromUri(extmap.Uri, out var kind) && map.TryAdd(kind, extmap.Id);
        }

        return map;
    }
}
