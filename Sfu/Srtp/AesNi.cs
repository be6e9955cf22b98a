using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// AES-128 (FIPS 197) and its counter mode on the processor's AES instructions. A round takes about four cycles but two may start in each:
/// eight independent blocks keep the unit busy.
/// </summary>
internal static unsafe class AesNi
{
    /// <summary>Bytes of an expanded key: eleven round keys.</summary>
    public const int ScheduleLength = 11 * BlockLength;

    private const int BlockLength = 16;
    private const int BatchLength = 8 * BlockLength;

    public static bool IsSupported => X86Aes.IsSupported && Ssse3.IsSupported;

    // The last word of a counter block is big-endian; kept in host order between increments.
    private static Vector128<byte> SwapLastWord =>
        Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12);

    /// <summary>Expands a 16-byte key into <see cref="ScheduleLength"/> bytes.</summary>
    public static void ExpandKey(ReadOnlySpan<byte> key, byte* schedule)
    {
        var round = Vector128.Create(key[..BlockLength]);
        round.Store(schedule);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x01), schedule + 16);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x02), schedule + 32);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x04), schedule + 48);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x08), schedule + 64);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x10), schedule + 80);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x20), schedule + 96);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x40), schedule + 112);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x80), schedule + 128);
        round = Expand(round, X86Aes.KeygenAssist(round, 0x1B), schedule + 144);
        Expand(round, X86Aes.KeygenAssist(round, 0x36), schedule + 160);
    }

    public static Vector128<byte> EncryptBlock(byte* schedule, Vector128<byte> block)
    {
        block ^= Vector128.Load(schedule);
        for (var round = 1; round < 10; round++)
        {
            block = X86Aes.Encrypt(block, Vector128.Load(schedule + (round * BlockLength)));
        }

        return X86Aes.EncryptLast(block, Vector128.Load(schedule + (10 * BlockLength)));
    }

    /// <summary>
    /// XORs <paramref name="data"/> with the keystream that starts at the counter block <paramref name="high"/> || <paramref name="low"/>
    /// (big-endian); its last 32 bits count blocks.
    /// </summary>
    [SkipLocalsInit]
    public static void XorKeystream(byte* schedule, ulong high, ulong low, byte* data, int length)
    {
        var first = Vector128.Create(BinaryPrimitives.ReverseEndianness(high), BinaryPrimitives.ReverseEndianness(low)).AsByte();
        var counter = Ssse3.Shuffle(first, SwapLastWord).AsUInt32();
        var batch = Vector128.Create(0u, 0, 0, 8);
        for (; length >= BatchLength; length -= BatchLength)
        {
            XorBatch(schedule, counter, data);
            counter += batch;
            data += BatchLength;
        }

        if (length > 0)
        {
            var rest = stackalloc byte[BatchLength];
            Unsafe.CopyBlockUnaligned(rest, data, (uint)length);
            XorBatch(schedule, counter, rest);
            Unsafe.CopyBlockUnaligned(data, rest, (uint)length);
        }
    }

    private static void XorBatch(byte* schedule, Vector128<uint> counter, byte* data)
    {
        var swap = SwapLastWord;
        var key = Vector128.Load(schedule);
        var b0 = Ssse3.Shuffle(counter.AsByte(), swap) ^ key;
        var b1 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 1)).AsByte(), swap) ^ key;
        var b2 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 2)).AsByte(), swap) ^ key;
        var b3 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 3)).AsByte(), swap) ^ key;
        var b4 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 4)).AsByte(), swap) ^ key;
        var b5 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 5)).AsByte(), swap) ^ key;
        var b6 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 6)).AsByte(), swap) ^ key;
        var b7 = Ssse3.Shuffle((counter + Vector128.Create(0u, 0, 0, 7)).AsByte(), swap) ^ key;
        for (var round = 1; round < 10; round++)
        {
            key = Vector128.Load(schedule + (round * BlockLength));
            b0 = X86Aes.Encrypt(b0, key);
            b1 = X86Aes.Encrypt(b1, key);
            b2 = X86Aes.Encrypt(b2, key);
            b3 = X86Aes.Encrypt(b3, key);
            b4 = X86Aes.Encrypt(b4, key);
            b5 = X86Aes.Encrypt(b5, key);
            b6 = X86Aes.Encrypt(b6, key);
            b7 = X86Aes.Encrypt(b7, key);
        }

        key = Vector128.Load(schedule + (10 * BlockLength));
        (X86Aes.EncryptLast(b0, key) ^ Vector128.Load(data)).Store(data);
        (X86Aes.EncryptLast(b1, key) ^ Vector128.Load(data + 16)).Store(data + 16);
        (X86Aes.EncryptLast(b2, key) ^ Vector128.Load(data + 32)).Store(data + 32);
        (X86Aes.EncryptLast(b3, key) ^ Vector128.Load(data + 48)).Store(data + 48);
        (X86Aes.EncryptLast(b4, key) ^ Vector128.Load(data + 64)).Store(data + 64);
        (X86Aes.EncryptLast(b5, key) ^ Vector128.Load(data + 80)).Store(data + 80);
        (X86Aes.EncryptLast(b6, key) ^ Vector128.Load(data + 96)).Store(data + 96);
        (X86Aes.EncryptLast(b7, key) ^ Vector128.Load(data + 112)).Store(data + 112);
    }

    private static Vector128<byte> Expand(Vector128<byte> previous, Vector128<byte> assist, byte* destination)
    {
        var next = previous;
        next ^= Sse2.ShiftLeftLogical128BitLane(next, 4);
        next ^= Sse2.ShiftLeftLogical128BitLane(next, 8);
        next ^= Sse2.Shuffle(assist.AsUInt32(), 0xFF).AsByte();
        next.Store(destination);
        return next;
    }
}
