using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtp.Payload;

/// <summary>
/// The VP8 payload descriptor (RFC 7741 section 4.2) and, from the first bytes behind it, whether a keyframe begins here and how
/// large it is (section 4.3, RFC 6386 section 9.1).
/// </summary>
internal readonly record struct Vp8PayloadDescriptor
{
    private const int ExtensionBit = 0x80;
    private const int NonReferenceBit = 0x20;
    private const int StartBit = 0x10;
    private const int PictureIdBit = 0x80;
    private const int Tl0PicIdxBit = 0x40;
    private const int TidBit = 0x20;
    private const int KeyIdxBit = 0x10;

    /// <summary>The X bit was set, though perhaps with no field behind it: kept, so that writing keeps the length.</summary>
    private bool HasExtensionByte { get; init; }

    /// <summary>Of the descriptor, in bytes, 1..6.</summary>
    public int Length => !IsExtended ? 1
        : 2 + (!HasPictureId ? 0 : PictureIdIs15Bit ? 2 : 1) + (HasTl0PicIdx ? 1 : 0) + (HasTid || HasKeyIdx ? 1 : 0);

    /// <summary>The N bit: no later frame refers to this one, so it may be dropped.</summary>
    public bool NonReference { get; init; }

    /// <summary>The S bit: the first packet of a VP8 partition.</summary>
    public bool StartOfPartition { get; init; }

    /// <summary>PID, 0..7.</summary>
    public byte PartitionIndex { get; init; }

    public bool HasPictureId { get; init; }

    /// <summary>7 or 15 bits, see <see cref="PictureIdIs15Bit"/>.</summary>
    public ushort PictureId { get; init; }

    public bool PictureIdIs15Bit { get; init; }

    public bool HasTl0PicIdx { get; init; }

    /// <summary>Running count of frames of temporal layer 0.</summary>
    public byte Tl0PicIdx { get; init; }

    public bool HasTid { get; init; }

    /// <summary>The temporal layer, 0..3.</summary>
    public byte Tid { get; init; }

    /// <summary>The Y bit: the frame depends on layer 0 only, so a receiver may go up to its layer here.</summary>
    public bool LayerSync { get; init; }

    public bool HasKeyIdx { get; init; }

    /// <summary>Running count of keyframes, 5 bits.</summary>
    public byte KeyIdx { get; init; }

    /// <summary>The first packet of a keyframe.</summary>
    public bool IsKeyframe { get; init; }

    /// <summary>The keyframe's width in pixels, 0 when this is no keyframe or its header is cut or hidden.</summary>
    public ushort Width { get; init; }

    /// <summary>The keyframe's height in pixels, 0 when <see cref="Width"/> is.</summary>
    public ushort Height { get; init; }

    /// <summary>The first packet of a frame.</summary>
    public bool IsFrameStart => StartOfPartition && PartitionIndex == 0;

    private bool IsExtended => HasExtensionByte || HasPictureId || HasTl0PicIdx || HasTid || HasKeyIdx;

    /// <summary>False when the payload ends inside the descriptor.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8PayloadDescriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        var first = payload[0];
        var parsed = new Vp8PayloadDescriptor
        {
            HasExtensionByte = (first & ExtensionBit) != 0,
            NonReference = (first & NonReferenceBit) != 0,
            StartOfPartition = (first & StartBit) != 0,
            PartitionIndex = (byte)(first & 0x07),
        };
        if (parsed.HasExtensionByte && !TryParseExtension(payload, ref parsed))
        {
            return false;
        }

        descriptor = WithFrameHeader(parsed, payload[parsed.Length..]);
        return true;
    }

    /// <summary>
    /// Writes the descriptor, as long as <see cref="Length"/>: over the bytes it was parsed from, the payload behind it stays.
    /// </summary>
    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        destination[0] = (byte)((IsExtended ? ExtensionBit : 0) | (NonReference ? NonReferenceBit : 0)
            | (StartOfPartition ? StartBit : 0) | (PartitionIndex & 0x07));
        if (!IsExtended)
        {
            return 1;
        }

        destination[1] = (byte)((HasPictureId ? PictureIdBit : 0) | (HasTl0PicIdx ? Tl0PicIdxBit : 0)
            | (HasTid ? TidBit : 0) | (HasKeyIdx ? KeyIdxBit : 0));
        var position = 2;
        if (HasPictureId)
        {
            position += WritePictureId(destination[position..], PictureId, PictureIdIs15Bit);
        }

        if (HasTl0PicIdx)
        {
            destination[position++] = Tl0PicIdx;
        }

        if (HasTid || HasKeyIdx)
        {
            destination[position++] = (byte)(((Tid & 0x03) << 6) | (LayerSync ? 0x20 : 0) | (KeyIdx & 0x1F));
        }

        return position;
    }

    /// <summary>
    /// Sets the numbers in place, each only where the descriptor has it; a 7-bit picture id takes the low 7 bits. Nothing else
    /// changes. False, with nothing written, when the descriptor is cut.
    /// </summary>
    public static bool Rewrite(Span<byte> payload, ushort pictureId, byte tl0PicIdx)
    {
        // Once a packet and receiver: only what is needed is read.
        if (payload.IsEmpty || (payload[0] & ExtensionBit) == 0)
        {
            return !payload.IsEmpty;
        }

        if (payload.Length < 2)
        {
            return false;
        }

        var flags = payload[1];
        var is15Bit = payload.Length > 2 && (payload[2] & 0x80) != 0;
        var tl0At = 2 + ((flags & PictureIdBit) == 0 ? 0 : is15Bit ? 2 : 1);
        var end = tl0At + ((flags & Tl0PicIdxBit) == 0 ? 0 : 1) + ((flags & (TidBit | KeyIdxBit)) == 0 ? 0 : 1);
        if (payload.Length < end)
        {
            return false;
        }

        if ((flags & PictureIdBit) != 0)
        {
            WritePictureId(payload[2..], pictureId, is15Bit);
        }

        if ((flags & Tl0PicIdxBit) != 0)
        {
            payload[tl0At] = tl0PicIdx;
        }

        return true;
    }

    private static int WritePictureId(Span<byte> destination, ushort pictureId, bool is15Bit)
    {
        if (is15Bit)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(0x8000 | pictureId));
            return 2;
        }

        destination[0] = (byte)(pictureId & 0x7F);
        return 1;
    }

    private static bool TryParseExtension(ReadOnlySpan<byte> payload, ref Vp8PayloadDescriptor parsed)
    {
        if (payload.Length < 2)
        {
            return false;
        }

        var flags = payload[1];
        parsed = parsed with
        {
            HasPictureId = (flags & PictureIdBit) != 0,
            PictureIdIs15Bit = (flags & PictureIdBit) != 0 && payload.Length > 2 && (payload[2] & 0x80) != 0,
            HasTl0PicIdx = (flags & Tl0PicIdxBit) != 0,
            HasTid = (flags & TidBit) != 0,
            HasKeyIdx = (flags & KeyIdxBit) != 0,
        };
        if (payload.Length < parsed.Length)
        {
            return false;
        }

        // The byte of TID, Y and KEYIDX is there for either flag; a field whose flag is off is kept for writing but means nothing.
        var last = parsed.HasTid || parsed.HasKeyIdx ? payload[parsed.Length - 1] : (byte)0;
        parsed = parsed with
        {
            PictureId = !parsed.HasPictureId ? (ushort)0
                : parsed.PictureIdIs15Bit ? (ushort)(BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) & 0x7FFF)
                : payload[2],
            Tl0PicIdx = parsed.HasTl0PicIdx ? payload[2 + (!parsed.HasPictureId ? 0 : parsed.PictureIdIs15Bit ? 2 : 1)] : (byte)0,
            Tid = (byte)(last >> 6),
            LayerSync = (last & 0x20) != 0,
            KeyIdx = (byte)(last & 0x1F),
        };
        return true;
    }

    private static Vp8PayloadDescriptor WithFrameHeader(Vp8PayloadDescriptor parsed, ReadOnlySpan<byte> frame)
    {
        if (!parsed.IsFrameStart || frame.IsEmpty || (frame[0] & 0x01) != 0)
        {
            return parsed;
        }

        // Three bytes of frame tag, the start code, then two little-endian numbers of 14 bits each with a 2-bit scale above.
        var hasSize = frame.Length >= 10 && frame[3] == 0x9D && frame[4] == 0x01 && frame[5] == 0x2A;
        return parsed with
        {
            IsKeyframe = true,
            Width = hasSize ? (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF) : (ushort)0,
            Height = hasSize ? (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF) : (ushort)0,
        };
    }
}
