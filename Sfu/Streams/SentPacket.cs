using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>
/// How one packet left a slot: enough to write it again for RTX from the source's plaintext, which all receivers share, or its
/// ciphertext where the receiver has no RTX.
/// </summary>
internal struct SentPacket
{
    /// <summary>Extended output sequence number; -1 for none.</summary>
    public long Sequence;

    /// <summary>The source's packet after decryption, or the ciphertext as sent; null for padding that we made.</summary>
    public PacketBuffer? Buffer;

    /// <summary>Output timestamp.</summary>
    public uint Timestamp;

    /// <summary>CSRC as sent.</summary>
    public uint Csrc;

    /// <summary>Output payload type.</summary>
    public byte PayloadType;

    /// <summary>RTP padding behind the payload, bytes. What RTX carries is without it.</summary>
    public byte Padding;

    /// <summary>Whether the picture id and TL0PICIDX below replace the source's.</summary>
    public bool RewritesPicture;

    public byte Tl0PicIdx;

    public ushort PictureId;

    /// <summary>Nanoseconds to add to an absolute capture time.</summary>
    public long CaptureOffset;

    /// <summary>When it last left.</summary>
    public Instant SentAt;

    /// <summary>The receiver has asked for it.</summary>
    public bool IsMissed;

    /// <summary>Times it was sent again.</summary>
    public byte Resends;
}
