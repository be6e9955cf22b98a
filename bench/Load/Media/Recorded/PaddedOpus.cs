namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>
/// Room for a stamp behind an Opus packet: the same frames with code 3, whose padding a decoder must take whatever it holds
/// (RFC 6716 sections 3.2.5 and 3.4).
/// </summary>
internal static class PaddedOpus
{
    /// <summary>TOC, frame count, padding length.</summary>
    public const int PrefixLength = 3;

    private const byte CodeMask = 0x03;
    private const byte VariableSizes = 0x80;
    private const byte Padding = 0x40;

    /// <summary>Writes the head of the padded packet; what follows is the body that is returned, then <see cref="LoadPayload.StampLength"/> bytes.</summary>
    /// <exception cref="InvalidDataException">It has padding of its own, or no frame.</exception>
    public static ReadOnlyMemory<byte> Split(ReadOnlyMemory<byte> packet, Span<byte> prefix)
    {
        var bytes = packet.Span;
        var code = bytes[0] & CodeMask;
        if (code == 3 && (bytes.Length < 2 || (bytes[1] & Padding) != 0))
        {
            throw new InvalidDataException("a recorded Opus packet with padding of its own");
        }

        prefix[0] = (byte)(bytes[0] | CodeMask);
        prefix[1] = (byte)(Padding | code switch { 0 => 1, 1 => 2, 2 => VariableSizes | 2, _ => bytes[1] });
        prefix[2] = LoadPayload.StampLength;
        return packet[(code == 3 ? 2 : 1)..];
    }
}
