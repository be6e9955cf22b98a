namespace Vidrn.Bench.Client;

/// <summary>One simulcast layer to encode.</summary>
/// <param name="Rid">Empty without simulcast.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="BitsPerSecond">On average.</param>
internal readonly record struct Vp8Layer(string Rid, int Width, int Height, int BitsPerSecond)
{
    /// <summary>As a browser encodes 720p: a quarter, a half, whole.</summary>
    public static IReadOnlyList<Vp8Layer> Simulcast { get; } =
        [new("q", 320, 180, 150_000), new("h", 640, 360, 500_000), new("f", 1280, 720, 1_500_000)];
}

/// <summary>How a <see cref="Vp8SimulcastSource"/> encodes.</summary>
internal sealed record Vp8Options
{
    public required uint Publisher { get; init; }

    /// <summary>The layers take this and the following numbers, two each (primary, RTX).</summary>
    public required uint FirstSsrc { get; init; }

    public IReadOnlyList<Vp8Layer> Layers { get; init; } = Vp8Layer.Simulcast;

    public int FramesPerSecond { get; init; } = 25;

    /// <summary>1, or 3 for L1T3.</summary>
    public int TemporalLayers { get; init; } = 3;

    /// <summary>Of the first layer; the others start elsewhere.</summary>
    public ushort FirstSequence { get; init; } = 1000;

    public uint FirstTimestamp { get; init; } = 77_777;

    public ushort FirstPictureId { get; init; } = 5;

    public byte FirstTl0PicIdx { get; init; } = 9;

    /// <summary>Bytes of a packet's payload at most.</summary>
    public int PacketBytes { get; init; } = 1100;

    /// <summary>A keyframe is that many average frames.</summary>
    public double KeyframeFactor { get; init; } = 4;

    /// <summary>
    /// As libwebrtc's encoders: a request within this of the last that was obeyed, for whichever layer, is dropped; one that is not
    /// makes keyframes of all layers. Zero: each is obeyed, for its layer.
    /// </summary>
    public TimeSpan LeastKeyframeInterval { get; init; }

    public TimeSpan FirstReport { get; init; } = TimeSpan.FromMilliseconds(400);

    public bool NoReports { get; init; }
}
