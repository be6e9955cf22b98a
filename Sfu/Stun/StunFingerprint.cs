using System.Buffers.Binary;

namespace Vidrn.Sfu.Stun;

/// <summary>
/// FINGERPRINT (RFC 8489 section 14.7): the CRC-32 of ITU V.42 over the message before the attribute, XORed with "STUN".
/// </summary>
internal static class StunFingerprint
{
    public const int ValueLength = 4;

    private const uint Xor = 0x5354_554E;
    private const uint Polynomial = 0xEDB8_8320;

    // Eight tables, so that eight bytes are folded a step (slicing by 8).
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The attribute's value for the bytes before it; their length field already counts the attribute.</summary>
    public static uint Compute(ReadOnlySpan<byte> message) => Crc32(message) ^ Xor;

    /// <summary>CRC-32 as in Ethernet, zip and V.42.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        var crc = 0xFFFF_FFFFu;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[(7 * 256) + (int)(low & 0xFF)] ^ tables[(6 * 256) + (int)((low >> 8) & 0xFF)]
                ^ tables[(5 * 256) + (int)((low >> 16) & 0xFF)] ^ tables[(4 * 256) + (int)(low >> 24)]
                ^ tables[(3 * 256) + (int)(high & 0xFF)] ^ tables[(2 * 256) + (int)((high >> 8) & 0xFF)]
                ^ tables[256 + (int)((high >> 16) & 0xFF)] ^ tables[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            crc = tables[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }

            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            var before = tables[i - 256];
            tables[i] = tables[before & 0xFF] ^ (before >> 8);
        }

        return tables;
    }
}
