using System.Globalization;
using System.Net;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Bench.Client;

/// <summary>What a server's answer tells the client.</summary>
internal sealed record ClientAnswer
{
    public required ClientIceCredentials Ice { get; init; }

    public required IReadOnlyList<DtlsFingerprint> Fingerprints { get; init; }

    /// <summary>The client's role.</summary>
    public required DtlsRole DtlsRole { get; init; }

    /// <summary>The UDP candidates in the order of the answer.</summary>
    public required IReadOnlyList<IPEndPoint> Candidates { get; init; }

    public required HeaderExtensionMap Extensions { get; init; }

    /// <summary>M-lines that the server receives.</summary>
    public required IReadOnlyList<ClientTrackParameters> Tracks { get; init; }

    /// <summary>M-lines that the server sends on.</summary>
    public required IReadOnlyList<ClientSlotParameters> Slots { get; init; }

    /// <summary>Stream ids of the slots by MID: those with the same are played in sync.</summary>
    public required IReadOnlyDictionary<string, string> StreamIds { get; init; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="FormatException">It is none that a browser would take.</exception>
    public static ClientAnswer Parse(string text)
    {
        if (!SdpParser.TryParse(text, SdpLimits.Default, out var session, out var problem))
        {
            throw new FormatException(problem.ToString());
        }

        var live = session!.Media.Where(m => !m.IsRejected).ToArray();
        if (live.Length == 0 || live[0] is not { IceUfrag: { } ufrag, IcePwd: { } pwd, Setup: { } setup })
        {
            throw new FormatException("no transport in the answer");
        }

        if (!session.IceLite)
        {
            throw new FormatException("the server is expected to be ICE-lite");
        }

        return new ClientAnswer
        {
            Ice = new ClientIceCredentials(ufrag, pwd),
            Fingerprints = [.. live[0].Fingerprints.Select(ToFingerprint)],
            DtlsRole = setup == SetupRole.Passive ? DtlsRole.Client : DtlsRole.Server,
            Candidates = [.. live.SelectMany(m => m.Candidates).Select(ToEndPoint).OfType<IPEndPoint>()],
            Extensions = ReadExtensions(live),
            Tracks = [.. live.Where(m => m.Direction == MediaDirection.RecvOnly).Select(ToTrack)],
            Slots = [.. live.Where(m => m.Direction == MediaDirection.SendOnly).Select(ToSlot)],
            StreamIds = live.Where(m => m.Msid is not null).ToDictionary(m => m.Mid, m => m.Msid!.StreamId),
        };
    }

    /// <summary>The parameters of a peer that made the offer with <paramref name="local"/> credentials.</summary>
    public ClientParameters ToParameters(ClientIceCredentials local) => new()
    {
        Local = local,
        Remote = Ice,
        Fingerprints = Fingerprints,
        DtlsRole = DtlsRole,
        Extensions = Extensions,
        Slots = Slots,
    };

    public ClientTrackParameters Track(string mid) => Tracks.First(t => t.Mid == mid);

    private static DtlsFingerprint ToFingerprint(Fingerprint fingerprint) =>
        DtlsFingerprint.TryParse(fingerprint.Algorithm, fingerprint.Value, out var parsed)
            ? parsed
            : throw new FormatException($"fingerprint {fingerprint.Algorithm}");

    /// <summary>RFC 8839 section 5.1: foundation, component, transport, priority, address, port, "typ".</summary>
    private static IPEndPoint? ToEndPoint(string candidate)
    {
        var words = candidate.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 8 && words[2].Equals("udp", StringComparison.OrdinalIgnoreCase) && IPAddress.TryParse(words[4], out var address)
            && ushort.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : null;
    }

    private static HeaderExtensionMap ReadExtensions(IEnumerable<MediaSection> sections)
    {
        var map = new HeaderExtensionMap();
        foreach (var extmap in sections.SelectMany(s => s.Extmaps))
        {
            if (HeaderExtensionUri.TryFromUri(extmap.Uri, out var kind) && !map.TryAdd(kind, extmap.Id))
            {
                throw new FormatException($"extension id {extmap.Id} means two things in one bundle");
            }
        }

        return map;
    }

    private static ClientTrackParameters ToTrack(MediaSection section)
    {
        var (payloadType, rtx) = PayloadTypes(section);
        return new ClientTrackParameters(section.Mid, payloadType, rtx);
    }

    private static ClientSlotParameters ToSlot(MediaSection section)
    {
        var (payloadType, rtx) = PayloadTypes(section);

        // The first a=ssrc is the media's, as Chromium takes it.
        var primary = section.Ssrcs.Count > 0 ? section.Ssrcs[0].Ssrc : throw new FormatException($"slot {section.Mid} has no SSRC");
        var group = section.SsrcGroups.FirstOrDefault(g => g.IsFlowIdentification);
        if (group is not null && group.Ssrcs[0] != primary)
        {
            throw new FormatException($"slot {section.Mid}: the first SSRC is not the primary one");
        }

        return new ClientSlotParameters(section.Mid, section.Kind == MediaKind.Video, primary, group?.Ssrcs[1] ?? 0, payloadType, rtx);
    }

    private static (byte PayloadType, byte Rtx) PayloadTypes(MediaSection section)
    {
        var name = section.Kind == MediaKind.Video ? "VP8" : "opus";
        var format = section.Formats.FirstOrDefault(f => f.RtpMap?.Is(name) == true)
            ?? throw new FormatException($"{section.Mid} has no {name}");
        var apt = $"apt={format.PayloadType.ToString(CultureInfo.InvariantCulture)}";
        var rtx = section.Formats.FirstOrDefault(f => f.Fmtp == apt && f.RtpMap?.Is("rtx") == true);
        return ((byte)format.PayloadType, (byte)(rtx?.PayloadType ?? 0));
    }
}
