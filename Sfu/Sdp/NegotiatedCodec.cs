namespace Vidrn.Sfu.Sdp;

/// <summary>A codec that both sides may use in a section.</summary>
internal sealed record NegotiatedCodec
{
    /// <summary>As the support table spells it.</summary>
    public required string Name { get; init; }

    public required int PayloadType { get; init; }

    public required int ClockRate { get; init; }

    public required int Channels { get; init; }

    /// <summary>a=fmtp parameters of the answer; may be empty.</summary>
    public required string Fmtp { get; init; }

    /// <summary>a=fmtp parameters of the offer; may be empty.</summary>
    public required string OfferedFmtp { get; init; }

    /// <summary>Payload type of its retransmissions (RFC 4588), or -1.</summary>
    public int RtxPayloadType { get; init; } = -1;

    public bool Nack { get; init; }

    public bool NackPli { get; init; }

    public bool CcmFir { get; init; }

    public bool TransportCc { get; init; }

    public bool GoogRemb { get; init; }
}
