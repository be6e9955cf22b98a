using System.Security.Cryptography;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>Reads an offer against what stands, and says what it means for the peer. Changes nothing until it is applied.</summary>
internal sealed class OfferReader
{
    private const int MaxAudioSlots = 16;
    private const int MaxVideoSlots = 50;
    private const int MaxTracks = 8;

    /// <summary>Mids of one session in all, stopped ones too: what is kept of each is kept for the session's life.</summary>
    private const int MaxMids = 256;

    public static SlotLimits Limits { get; } = new(MaxAudioSlots, MaxVideoSlots);

    private OfferReader(NegotiatedSession session, Dictionary<string, NegotiateMedia> media)
    {
        Session = session;
        Media = media;
    }

    public NegotiatedSession Session { get; }

    /// <summary>The roles of all m-lines, by mid.</summary>
    public Dictionary<string, NegotiateMedia> Media { get; }

    /// <summary>What needs no session, and so no lock: the text.</summary>
    public static HubError? TryParse(NegotiateRequest request, out SessionDescription? description)
    {
        description = null;
        if (request.Sdp is null || request.Media is null)
        {
            return HubError.Argument("sdp and media are required");
        }

        return SdpParser.TryParse(request.Sdp, SdpLimits.Default, out description, out var problem) ? null : new HubError(problem.Code, problem.Message);
    }

    public static bool TryRead(SessionDescription description, IReadOnlyList<NegotiateMedia?> list, MediaSession session, ParticipantGrants grants,
        out OfferReader? offer, out HubError? error)
    {
        offer = null;
        if (!TryReadMedia(list, session, grants, out var media, out error))
        {
            return false;
        }

        var policy = new NegotiationPolicy { Roles = media.ToDictionary(m => m.Key, m => Role(m.Value)) };
        if (!OfferAnswer.TryNegotiate(description, policy, session.Negotiated, out var negotiated, out var problem))
        {
            error = new HubError(problem.Code, problem.Message);
            return false;
        }

        foreach (var (mid, entry) in media)
        {
            if (negotiated!.Find(mid) is not { } line)
            {
                error = HubError.Argument($"media: the offer has no m-line with mid {mid}");
                return false;
            }

            if (entry.Source is not null && Wire.TryParseSource(entry.Source, out var source)
                && (line.Kind == MediaKind.Video) != (source is TrackSource.Camera or TrackSource.Screen))
            {
                error = HubError.Argument($"media: mid {mid} is not of the kind that {entry.Source} is");
                return false;
            }
        }

        error = CheckBounds(negotiated!, media, session);
        offer = error is null ? new OfferReader(negotiated!, media) : null;
        return error is null;
    }

    private static HubError? CheckBounds(NegotiatedSession negotiated, Dictionary<string, NegotiateMedia> media, MediaSession session)
    {
        var slots = negotiated.Media.Where(m => m is { Role: MediaRole.Slot, Rejected: false }).ToArray();
        if (slots.Count(s => s.Kind == MediaKind.Audio) > MaxAudioSlots || slots.Count(s => s.Kind == MediaKind.Video) > MaxVideoSlots)
        {
            return HubError.Argument($"media: at most {MaxAudioSlots} audio and {MaxVideoSlots} video slots");
        }

        if (session.Media.Count + media.Keys.Count(mid => !session.Media.ContainsKey(mid)) > MaxMids)
        {
            return new HubError(SdpProblem.TooLarge, $"more than {MaxMids} mids in one session: join anew");
        }

        return negotiated.Remote.Fingerprints.Any(f => DtlsFingerprint.TryParse(f.Algorithm, f.Value, out _))
            ? null
            : new HubError(SdpProblem.Unsupported, "no a=fingerprint of a known algorithm");
    }

    /// <summary>The publish m-lines that carry something.</summary>
    public IEnumerable<(NegotiatedMedia Line, TrackSource Source, TrackParameters Parameters)> Tracks()
    {
        foreach (var line in Session.Media)
        {
            if (line is { Role: MediaRole.Publish, Rejected: false, Direction: MediaDirection.RecvOnly, Codecs: [var codec, ..] }
                && Media.TryGetValue(line.Mid, out var media) && Wire.TryParseSource(media.Source, out var source))
            {
                yield return (line, source, new TrackParameters
                {
                    Mid = line.Mid,
                    Codec = line.Kind == MediaKind.Audio ? MediaCodec.Opus : MediaCodec.Vp8,
                    PayloadType = (byte)codec.PayloadType,
                    RtxPayloadType = (byte)Math.Max(0, codec.RtxPayloadType),
                    Rids = line.Rids.Count == 0 ? [""] : [.. line.Rids.Select(r => r.Id)],
                    HasNack = codec.Nack,
                    HasTransportFeedback = codec.TransportCc,
                    HasRemb = codec.GoogRemb,
                    Ssrcs = [.. line.Ssrcs.Select(s => (s.Ssrc, s.RtxSsrc ?? 0))],
                });
            }
        }
    }

    /// <summary>The slots that are open.</summary>
    public IEnumerable<(NegotiatedMedia Line, NegotiateMedia Media)> Slots()
    {
        foreach (var line in Session.Media)
        {
            if (line is { Role: MediaRole.Slot, Rejected: false, Direction: MediaDirection.SendOnly } && Media.TryGetValue(line.Mid, out var media))
            {
                yield return (line, media);
            }
        }
    }

    /// <summary>The parameters of the peer; slots get their SSRCs from the session, where new ones are remembered.</summary>
    public PeerParameters ToPeer(MediaSession session, IceCredentials credentials) => new()
    {
        PeerId = session.PeerId,
        Local = credentials,
        Remote = new IceRemoteParameters(Session.Remote.IceUfrag, Session.Remote.IcePwd),
        Fingerprints = [.. Session.Remote.Fingerprints.Select(f =>
            DtlsFingerprint.TryParse(f.Algorithm, f.Value, out var fingerprint) ? fingerprint : default).Where(f => f != default)],
        DtlsRole = Session.Setup == SetupRole.Active ? DtlsRole.Client : DtlsRole.Server,
        Extensions = ExtensionMap(),
        Tracks = [.. Tracks().Select(t => t.Parameters)],
        Slots = [.. Slots().Select(s => ToSlot(s.Line, session))],
    };

    /// <summary>The m-lines of the answer that we send on.</summary>
    public Dictionary<string, SlotStream> AnswerSlots(MediaSession session) => Slots().ToDictionary(s => s.Line.Mid, s =>
    {
        var streams = StreamsOf(session, s.Line);
        return new SlotStream(streams.Ssrc, streams.RtxSsrc, $"slot{s.Media.Pair ?? s.Line.Index}{(s.Media.Source is "screen" or "screen_audio" ? "s" : "")}",
            streams.TrackId);
    });

    private static bool TryReadMedia(IReadOnlyList<NegotiateMedia?> list, MediaSession session, ParticipantGrants grants,
        out Dictionary<string, NegotiateMedia> media, out HubError? error)
    {
        media = [];
        if (list.Count > SdpLimits.Default.MaxMediaSections)
        {
            error = HubError.Argument("media: more entries than an offer may have m-lines");
            return false;
        }

        foreach (var entry in list)
        {
            if (entry?.Mid is not { Length: > 0 and <= 16 } mid || entry.Role is not ("publish" or "slot" or "none") || !media.TryAdd(mid, entry)
                || entry.Pair is < 0 or > 63)
            {
                error = HubError.Argument("media: each entry needs its own mid, a role of publish, slot or none, and a pair of 0 to 63");
                return false;
            }

            if (!TryCheckSource(entry, session, grants, out error))
            {
                return false;
            }
        }

        if (media.Values.Count(m => m.Role == "publish") > MaxTracks)
        {
            error = HubError.Argument($"media: at most {MaxTracks} tracks");
            return false;
        }

        if (media.Values.Where(m => m.Role == "publish").GroupBy(m => m.Source).Any(g => g.Count() > 1))
        {
            error = HubError.Argument("media: each source may be published once");
            return false;
        }

        error = null;
        return true;
    }

    private static bool TryCheckSource(NegotiateMedia entry, MediaSession session, ParticipantGrants grants, out HubError? error)
    {
        error = null;
        if (entry.Role == "publish")
        {
            if (!Wire.TryParseSource(entry.Source, out var source))
            {
                error = HubError.Argument("media: source must be camera, microphone, screen or screen_audio");
            }
            else if (!grants.MayPublish(source))
            {
                error = new HubError("grant-missing", $"the token does not allow {entry.Source}");
            }
        }
        else if (entry is { Role: "slot", Source: not (null or "screen" or "screen_audio") })
        {
            error = HubError.Argument("media: a slot's source may be screen or screen_audio");
        }

        if (error is null && entry.Role != "none" && session.Media.TryGetValue(entry.Mid!, out var before) && before.Role != "none"
            && (before.Role != entry.Role || before.Source != entry.Source))
        {
            error = new HubError("media-changed", $"mid {entry.Mid} was {before.Role} {before.Source}");
        }

        return error is null;
    }

    private static MediaRole Role(NegotiateMedia media) => media.Role switch
    {
        "publish" => MediaRole.Publish,
        "slot" => MediaRole.Slot,
        _ => MediaRole.None,
    };

    private HeaderExtensionMap ExtensionMap()
    {
        var map = new HeaderExtensionMap();
        foreach (var line in Session.Media)
        {
            foreach (var extension in line.Extensions)
            {
                if (HeaderExtensionUri.TryFromUri(extension.Uri, out var kind))
                {
                    map.TryAdd(kind, extension.Id);
                }
            }
        }

        return map;
    }

    private static SlotParameters ToSlot(NegotiatedMedia line, MediaSession session)
    {
        var streams = StreamsOf(session, line);
        var opus = line.FindCodec("opus");
        var vp8 = line.FindCodec("VP8");
        return new SlotParameters
        {
            Mid = line.Mid,
            IsVideo = line.Kind == MediaKind.Video,
            Ssrc = streams.Ssrc,
            RtxSsrc = streams.RtxSsrc,
            FirstSequence = streams.FirstSequence,
            FirstTimestamp = streams.FirstTimestamp,
            PayloadTypes = new SlotPayloadTypes((byte)(opus?.PayloadType ?? 0), (byte)(vp8?.PayloadType ?? 0), (byte)Math.Max(0, vp8?.RtxPayloadType ?? 0)),
            ExtensionIds = new SlotExtensionIds(Id(line, ExtensionUris.AbsSendTime), Id(line, ExtensionUris.SsrcAudioLevel),
                Id(line, ExtensionUris.VideoOrientation), Id(line, ExtensionUris.PlayoutDelay), Id(line, ExtensionUris.AbsCaptureTime)),
            HasNack = (opus ?? vp8)?.Nack ?? false,
        };
    }

    /// <summary>Our header writer uses the one-byte form, whose ids end at 14 (RFC 8285 section 4.2).</summary>
    private static byte Id(NegotiatedMedia line, string uri) => line.ExtensionId(uri) is > 0 and < 15 and var id ? (byte)id : (byte)0;

    private static SlotStreams StreamsOf(MediaSession session, NegotiatedMedia line)
    {
        if (!session.Slots.TryGetValue(line.Mid, out var streams))
        {
            var rtx = line.FindCodec("VP8") is { RtxPayloadType: > 0 };
            streams = new SlotStreams(RandomSsrc(session), rtx ? RandomSsrc(session) : 0, (ushort)RandomNumberGenerator.GetInt32(1, 1 << 15),
                (uint)RandomNumberGenerator.GetInt32(int.MaxValue), $"t{line.Mid}");
            session.Slots.Add(line.Mid, streams);
        }

        return streams;
    }

    private static uint RandomSsrc(MediaSession session)
    {
        while (true)
        {
            var ssrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
            if (session.Slots.Values.All(s => s.Ssrc != ssrc && s.RtxSsrc != ssrc))
            {
                return ssrc;
            }
        }
    }
}
