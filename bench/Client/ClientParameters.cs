using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Bench.Client;

/// <summary>What an offer and its answer settled, seen from the client.</summary>
internal sealed record ClientParameters
{
    /// <summary>The client's, from its offer.</summary>
    public required ClientIceCredentials Local { get; init; }

    /// <summary>The server's, from its answer.</summary>
    public required ClientIceCredentials Remote { get; init; }

    /// <summary>The server's certificate must match one.</summary>
    public required IReadOnlyList<DtlsFingerprint> Fingerprints { get; init; }

    /// <summary>The client's role; browsers are active when they may choose.</summary>
    public DtlsRole DtlsRole { get; init; } = DtlsRole.Client;

    /// <summary>One map for the whole bundle.</summary>
    public required HeaderExtensionMap Extensions { get; init; }

    /// <summary>The receive m-lines.</summary>
    public IReadOnlyList<ClientSlotParameters> Slots { get; init; } = [];
}

/// <summary>One side's ICE credentials.</summary>
/// <param name="Ufrag">For <c>a=ice-ufrag</c>.</param>
/// <param name="Pwd">For <c>a=ice-pwd</c>.</param>
internal sealed record ClientIceCredentials(string Ufrag, string Pwd);

/// <summary>One publish m-line.</summary>
/// <param name="Mid">Its MID.</param>
/// <param name="PayloadType">Of the media.</param>
/// <param name="RtxPayloadType">Of the retransmissions; 0 without RTX.</param>
internal sealed record ClientTrackParameters(string Mid, byte PayloadType, byte RtxPayloadType);

/// <summary>One receive m-line.</summary>
/// <param name="Mid">Its MID.</param>
/// <param name="IsVideo">VP8, else Opus.</param>
/// <param name="Ssrc">The only primary SSRC it ever has.</param>
/// <param name="RtxSsrc">0 without RTX.</param>
/// <param name="PayloadType">Of the media.</param>
/// <param name="RtxPayloadType">0 without RTX.</param>
internal sealed record ClientSlotParameters(string Mid, bool IsVideo, uint Ssrc, uint RtxSsrc, byte PayloadType, byte RtxPayloadType)
{
    /// <summary>The server takes NACK for it, where that was read.</summary>
    public bool HasNack { get; init; }

    /// <summary>Both sides take RTCP feedback without a report before it (RFC 5506), where that was read.</summary>
    public bool HasReducedSizeRtcp { get; init; }
}
