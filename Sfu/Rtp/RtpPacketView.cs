using System.Buffers.Binary;
using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Rtp;

/// <summary>
/// A parsed RTP packet (RFC 3550 section 5.1) over the bytes it came in. Lengths are checked once, in
/// <see cref="TryParse"/>; nothing is copied.
/// </summary>
internal readonly ref struct RtpPacketView
{
    /// <summary>Length of the header before the CSRC list, in bytes.</summary>
    public const int FixedHeaderLength = 12;

    private readonly ReadOnlySpan<byte> packet;
    private readonly int extensionLength;

    private RtpPacketView(ReadOnlySpan<byte> packet, int headerLength, int extensionProfile, int extensionLength, int paddingLength)
    {
        this.packet = packet;
        this.extensionLength = extensionLength;
        HeaderLength = headerLength;
        ExtensionProfile = extensionProfile;
        PaddingLength = paddingLength;
    }

    public bool Marker => (packet[1] & 0x80) != 0;

    public byte PayloadType => (byte)(packet[1] & 0x7F);

    public ushort SequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    public int CsrcCount => packet[0] & 0x0F;

    /// <summary>"Defined by profile" of the header extension, 0 when the packet has none.</summary>
    public int ExtensionProfile { get; }

    /// <summary>The header extension after its four-byte head; empty when there is none.</summary>
    public ReadOnlySpan<byte> ExtensionData => packet.Slice(HeaderLength - extensionLength, extensionLength);

    /// <summary>Everything before the payload, in bytes: fixed header, CSRC list, header extension.</summary>
    public int HeaderLength { get; }

    /// <summary>The payload without padding.</summary>
    public ReadOnlySpan<byte> Payload => packet[HeaderLength..^PaddingLength];

    /// <summary>Padding after the payload in bytes, its count byte included; 0 when there is none.</summary>
    public int PaddingLength { get; }

    /// <summary>The packet carries no media. One with neither payload nor padding counts too: it holds nothing to forward.</summary>
    public bool IsPaddingOnly => HeaderLength + PaddingLength == packet.Length;

    /// <summary>The elements of an RFC 8285 header extension, for <c>foreach</c>; none when the profile is another.</summary>
    public ExtensionEnumerator Extensions => new(ExtensionProfile, ExtensionData, HeaderLength - extensionLength);

    /// <param name="packet">One datagram after SRTP.</param>
    /// <param name="view">The packet, when true is returned.</param>
    /// <param name="reason">
    /// <see cref="DropReason.RtpMalformed"/>, <see cref="DropReason.RtpVersion"/> or <see cref="DropReason.RtpPadding"/>.
    /// </param>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpPacketView view, out DropReason reason)
    {
        view = default;
        reason = DropReason.RtpMalformed;
        if (packet.Length < FixedHeaderLength)
        {
            return false;
        }

        if (packet[0] >> 6 != 2)
        {
            reason = DropReason.RtpVersion;
            return false;
        }

        var headerLength = FixedHeaderLength + ((packet[0] & 0x0F) * 4);
        var profile = 0;
        var extensionLength = 0;
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < headerLength + 4)
            {
                return false;
            }

            profile = BinaryPrimitives.ReadUInt16BigEndian(packet[headerLength..]);
            extensionLength = BinaryPrimitives.ReadUInt16BigEndian(packet[(headerLength + 2)..]) * 4;
            headerLength += 4 + extensionLength;
        }

        if (packet.Length < headerLength)
        {
            return false;
        }

        var paddingLength = 0;
        if ((packet[0] & 0x20) != 0)
        {
            paddingLength = packet.Length == headerLength ? 0 : packet[^1];
            if (paddingLength == 0 || paddingLength > packet.Length - headerLength)
            {
                reason = DropReason.RtpPadding;
                return false;
            }
        }

        view = new(packet, headerLength, profile, extensionLength, paddingLength);
        reason = DropReason.None;
        return true;
    }

    /// <param name="index">Below <see cref="CsrcCount"/>.</param>
    public uint Csrc(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)CsrcCount);
        return BinaryPrimitives.ReadUInt32BigEndian(packet[(FixedHeaderLength + (index * 4))..]);
    }

    /// <summary>The first element with this local identifier. Identifier 0 (not negotiated) is never found.</summary>
    public bool TryGetExtension(int id, out ReadOnlySpan<byte> data)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Id == id)
            {
                data = extension.Data;
                return true;
            }
        }

        data = default;
        return false;
    }

    /// <summary>Where the first element with this local identifier has its data in the packet, for stamping in place.</summary>
    public bool TryFindExtension(int id, out int offset, out int length)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Id == id)
            {
                offset = extension.Offset;
                length = extension.Data.Length;
                return true;
            }
        }

        offset = 0;
        length = 0;
        return false;
    }
}
