using System.Buffers.Binary;

namespace Vidrn.Sfu.Dtls;

/// <summary>One record of a datagram (RFC 6347 section 4.1): the header is plain even where the fragment is encrypted.</summary>
internal readonly ref struct DtlsRecordView
{
    public const int HeaderSize = 13;
    public const byte ChangeCipherSpec = 20;
    public const byte Alert = 21;
    public const byte Handshake = 22;
    public const byte ApplicationData = 23;

    /// <summary>DTLS 1.2, the only version negotiated.</summary>
    public const ushort Version12 = 0xFEFD;

    private DtlsRecordView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>Header and fragment.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public byte ContentType => Bytes[0];

    public ushort Version => BinaryPrimitives.ReadUInt16BigEndian(Bytes[1..]);

    /// <summary>0 before ChangeCipherSpec, 1 after it.</summary>
    public ushort Epoch => BinaryPrimitives.ReadUInt16BigEndian(Bytes[3..]);

    /// <summary>Reads the record at the start of <paramref name="bytes"/>; false where there is no whole one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out DtlsRecordView record)
    {
        record = default;
        // Both DTLS 1.0 (a first ClientHello says so) and 1.2 have 0xFE as their major version.
        if (bytes.Length < HeaderSize || bytes[1] != 0xFE)
        {
            return false;
        }

        var length = HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(bytes[11..]);
        if (length == HeaderSize || length > bytes.Length)
        {
            return false;
        }

        record = new DtlsRecordView(bytes[..length]);
        return true;
    }
}
