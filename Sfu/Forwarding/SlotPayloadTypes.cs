namespace Vidrn.Sfu.Forwarding;

/// <summary>The payload types one slot negotiated, by codec; 0 for a codec that the receiver does not take.</summary>
/// <param name="Opus">Opus.</param>
/// <param name="Vp8">VP8.</param>
/// <param name="Vp8Rtx">RTX for VP8.</param>
internal readonly record struct SlotPayloadTypes(byte Opus, byte Vp8, byte Vp8Rtx)
{
    public byte Default => Vp8 != 0 ? Vp8 : Opus;

    public byte For(MediaCodec codec) => codec == MediaCodec.Opus ? Opus : Vp8;
}
