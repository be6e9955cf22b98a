namespace Vidrn.Sfu.Forwarding;

/// <summary>What was negotiated for one slot; constant for its life.</summary>
internal sealed record SlotParameters
{
    public required string Mid { get; init; }

    public required bool IsVideo { get; init; }

    public required uint Ssrc { get; init; }

    /// <summary>0 without RTX.</summary>
    public required uint RtxSsrc { get; init; }

    /// <summary>1 to 2^15 - 1, random.</summary>
    public required ushort FirstSequence { get; init; }

    /// <summary>Random.</summary>
    public required uint FirstTimestamp { get; init; }

    public required SlotPayloadTypes PayloadTypes { get; init; }

    public required SlotExtensionIds ExtensionIds { get; init; }

    /// <summary>The receiver answers loss with NACK.</summary>
    public required bool HasNack { get; init; }

    /// <summary>CSRC of packets that belong to no source (padding); 0.</summary>
    public uint OwnCsrc { get; init; }

    public bool HasRtx => RtxSsrc != 0 && PayloadTypes.Vp8Rtx != 0;
}
