namespace Vidrn.Bench.Load.Media;

/// <summary>How a frame's packets leave.</summary>
internal enum VideoPattern
{
    /// <summary>Three at once, then 5 ms of pause, as a browser's pacer does with 2 Mbit/s.</summary>
    Burst3x5ms,

    /// <summary>Whole frames at once.</summary>
    Frames,
}

/// <summary>The video that each publisher sends.</summary>
internal sealed record VideoLoadOptions
{
    /// <summary>Of the largest layer.</summary>
    public int BitsPerSecond { get; init; } = 2_000_000;

    public VideoPattern Pattern { get; init; }

    public int FramesPerSecond { get; init; } = 30;

    /// <summary>Bytes of a packet's payload.</summary>
    public int PacketBytes { get; init; } = 1100;

    /// <summary>Three layers of 180, 360 and 720 lines instead of one.</summary>
    public bool Simulcast { get; init; }
}
