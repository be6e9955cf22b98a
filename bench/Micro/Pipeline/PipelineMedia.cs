namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>What the publisher of a <see cref="PipelineRig"/> sends.</summary>
public enum PipelineMedia
{
    /// <summary>Opus, 120 bytes on the wire, 50 packets a second.</summary>
    Audio,

    /// <summary>VP8 in one layer, payloads of 1100 bytes.</summary>
    Video,

    /// <summary>VP8 in three layers; before each batch every receiver wants another one.</summary>
    Simulcast,
}
