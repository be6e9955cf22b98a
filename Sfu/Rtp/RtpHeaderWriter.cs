using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtp;

/// <summary>
/// Writes a fresh RTP header (RFC 3550 section 5.1) with header extensions (RFC 8285) into a span. An extension that does not fit
/// is refused and the header stands without it; without room for the fixed header, <see cref="Complete"/> returns 0.
/// </summary>
internal ref struct RtpHeaderWriter
{
    private readonly Span<byte> destination;
    private readonly int extensionStart;
    private readonly bool twoByteExtensions;
    private int position;

    /// <param name="destination">Where the header goes, from its first byte.</param>
    /// <param name="marker">The marker bit.</param>
    /// <param name="payloadType">0..127.</param>
    /// <param name="sequenceNumber">The sequence number.</param>
    /// <param name="timestamp">In units of the payload's clock.</param>
    /// <param name="ssrc">The synchronization source.</param>
    /// <param name="csrc">The one contributing source, or none.</param>
    /// <param name="twoByteExtensions">Use the two-byte form: needed for an id above 14, and for data of no or more than 16 bytes.</param>
    public RtpHeaderWriter(
        Span<byte> destination,
        bool marker,
        byte payloadType,
        ushort sequenceNumber,
        uint timestamp,
        uint ssrc,
        uint? csrc = null,
        bool twoByteExtensions = false)
    {
        this.destination = destination;
        this.twoByteExtensions = twoByteExtensions;
        extensionStart = RtpPacketView.FixedHeaderLength + (csrc.HasValue ? 4 : 0);
        if (destination.Length < extensionStart)
        {
            position = -1;
            return;
        }

        destination[0] = (byte)(0x80 | (csrc.HasValue ? 1 : 0));
        destination[1] = (byte)((marker ? 0x80 : 0) | (payloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
        if (csrc.HasValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[12..], csrc.GetValueOrDefault());
        }

        position = extensionStart;
    }

    /// <summary>Appends an element. False, with nothing written, when it does not fit the form or the destination.</summary>
    public bool AddExtension(int id, ReadOnlySpan<byte> data)
    {
        if (!TryReserveExtension(id, data.Length, out var offset))
        {
            return false;
        }

        data.CopyTo(destination[offset..]);
        return true;
    }

    /// <summary>Appends an element of zeros, to be filled in place (a transport-wide sequence number is known only at the send).</summary>
    /// <param name="id">The local identifier.</param>
    /// <param name="length">Of the data, in bytes.</param>
    /// <param name="offset">Where the data begins in the destination.</param>
    public bool TryReserveExtension(int id, int length, out int offset)
    {
        offset = 0;
        var headLength = twoByteExtensions ? 2 : 1;
        var isValid = twoByteExtensions
            ? id is >= 1 and <= 255 && length is >= 0 and <= 255
            : id is >= 1 and <= 14 && length is >= 1 and <= 16;
        if (!isValid || position < 0)
        {
            return false;
        }

        var start = (position == extensionStart ? position + 4 : position) + headLength;

        // The destination must also hold the padding to 32 bits that Complete writes.
        if (Align(start + length) > destination.Length)
        {
            return false;
        }

        if (twoByteExtensions)
        {
            destination[start - 2] = (byte)id;
            destination[start - 1] = (byte)length;
        }
        else
        {
            destination[start - 1] = (byte)((id << 4) | (length - 1));
        }

        destination.Slice(start, length).Clear();
        offset = start;
        position = start + length;
        return true;
    }

    /// <summary>Ends the header. Returns its length in bytes, 0 when the destination was too short for it.</summary>
    public int Complete()
    {
        if (position < 0)
        {
            return 0;
        }

        if (position > extensionStart)
        {
            var end = Align(position);
            destination[position..end].Clear();
            position = end;
            destination[0] |= 0x10;
            var profile = twoByteExtensions ? ExtensionEnumerator.TwoByteProfile : ExtensionEnumerator.OneByteProfile;
            BinaryPrimitives.WriteUInt16BigEndian(destination[extensionStart..], (ushort)profile);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(extensionStart + 2)..], (ushort)((end - extensionStart - 4) / 4));
        }

        return position;
    }

    private static int Align(int length) => (length + 3) & ~3;
}
