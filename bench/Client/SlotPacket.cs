using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>One packet of a slot as it was received, or repaired.</summary>
internal readonly record struct SlotPacket
{
    /// <summary>Extended sequence number.</summary>
    public required long Sequence { get; init; }

    public required uint Timestamp { get; init; }

    public required bool Marker { get; init; }

    /// <summary>The only CSRC; 0 on padding.</summary>
    public required uint Csrc { get; init; }

    public required byte PayloadType { get; init; }

    public required Instant ArrivedAt { get; init; }

    public required bool IsPadding { get; init; }

    /// <summary>-1 without one.</summary>
    public int PictureId { get; init; }

    public int Tl0PicIdx { get; init; }

    public int TemporalLayer { get; init; }

    /// <summary>The first packet of a keyframe.</summary>
    public bool IsKeyframeStart { get; init; }

    /// <summary>The first packet of a frame.</summary>
    public bool IsFrameStart { get; init; }

    /// <summary>Came by RTX.</summary>
    public bool IsRepaired { get; init; }

    public MediaStamp Stamp { get; init; }
}
