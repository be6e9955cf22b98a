using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Sfu.Peers;

/// <summary>What an offer and its answer settled for one peer.</summary>
internal sealed record PeerParameters
{
    public required long PeerId { get; init; }

    public required IceCredentials Local { get; init; }

    public required IceRemoteParameters Remote { get; init; }

    public required IReadOnlyList<DtlsFingerprint> Fingerprints { get; init; }

    /// <summary>Our role.</summary>
    public required DtlsRole DtlsRole { get; init; }

    /// <summary>The ids the client uses when it sends to us.</summary>
    public required HeaderExtensionMap Extensions { get; init; }

    /// <summary>The publish m-lines.</summary>
    public required IReadOnlyList<TrackParameters> Tracks { get; init; }

    /// <summary>The slots; new ones are added, old ones never change.</summary>
    public required IReadOnlyList<SlotParameters> Slots { get; init; }
}

/// <summary>One publish m-line.</summary>
internal sealed record TrackParameters
{
    public required string Mid { get; init; }

    public required MediaCodec Codec { get; init; }

    public required byte PayloadType { get; init; }

    /// <summary>0 without RTX.</summary>
    public required byte RtxPayloadType { get; init; }

    /// <summary>The layers; one empty string without simulcast.</summary>
    public required IReadOnlyList<string> Rids { get; init; }

    public required bool HasNack { get; init; }

    public required bool HasTransportFeedback { get; init; }

    public required bool HasRemb { get; init; }

    /// <summary>SSRCs that the offer declares, with the RTX SSRC that goes with each (0 for none).</summary>
    public IReadOnlyList<(uint Ssrc, uint RtxSsrc)> Ssrcs { get; init; } = [];
}
