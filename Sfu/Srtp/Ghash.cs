using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// GHASH (NIST SP 800-38D section 6.4) by carry-less multiplication. Blocks are byte-reversed, so GCM's reflected bits stand in order and a
/// product is one bit short; the powers of H are stored multiplied by x to make up for it. Up to nine blocks are multiplied each by its own
/// power and reduced once.
/// </summary>
internal static unsafe class Ghash
{
    /// <summary>Bytes of the table: sixteen spare, then H^9 to H^1, so that H^8 stands on an even block.</summary>
    public const int TableLength = 10 * BlockLength;

    private const int BlockLength = 16;
    private const int GroupLength = 8 * BlockLength;
    private const ulong Polynomial = 0xC200_0000_0000_0000;

    public static bool IsSupported => Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <summary>True when two blocks can be multiplied by one instruction.</summary>
    public static bool IsWideSupported => Pclmulqdq.V256.IsSupported && Avx2.IsSupported;

    private static Vector128<byte> ReverseBytes =>
        Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

    /// <summary>Fills the table from H, the encryption of the zero block, as AES gives it.</summary>
    public static void Prepare(Vector128<byte> h, byte* table)
    {
        var power = Ssse3.Shuffle(h, ReverseBytes).AsUInt64();
        var first = TimesX(power);
        for (var exponent = 1; exponent <= 9; exponent++)
        {
            TimesX(power).Store((ulong*)Power(table, exponent));
            var product = default(Product);
            product.Add(power, first);
            power = product.Reduce();
        }
    }

    /// <summary>The hash of both inputs, each padded with zeros, and their lengths; in wire order.</summary>
    public static Vector128<byte> Hash(byte* table, byte* aad, int aadLength, byte* data, int dataLength, bool wide)
    {
        var lengths = Vector128.Create((ulong)dataLength * 8, (ulong)aadLength * 8);
        var state = Vector128<ulong>.Zero;
        for (; aadLength > 0; aad += GroupLength, aadLength -= GroupLength)
        {
            state = HashRest(table, state, aad, Math.Min(aadLength, GroupLength), lengths, withLengths: false);
        }

        var grouped = dataLength & -GroupLength;
        if (grouped > 0)
        {
            state = wide ? HashGroupsWide(table, state, data, grouped) : HashGroups(table, state, data, grouped);
        }

        state = HashRest(table, state, data + grouped, dataLength - grouped, lengths, withLengths: true);
        return Ssse3.Shuffle(state.AsByte(), ReverseBytes);
    }

    private static Vector128<ulong> HashGroupsWide(byte* table, Vector128<ulong> state, byte* data, int length)
    {
        var reverse = Vector256.Create(ReverseBytes, ReverseBytes);
        var powers = Power(table, 8);
        for (var end = data + length; data < end; data += GroupLength)
        {
            var product = default(WideProduct);
            var pending = state.ToVector256();
            for (var offset = 0; offset < GroupLength; offset += 2 * BlockLength)
            {
                var blocks = Avx2.Shuffle(Vector256.Load(data + offset), reverse).AsUInt64() ^ pending;
                product.Add(blocks, Vector256.Load((ulong*)(powers + offset)));
                pending = Vector256<ulong>.Zero;
            }

            state = product.Fold().Reduce();
        }

        return state;
    }

    private static Vector128<ulong> HashGroups(byte* table, Vector128<ulong> state, byte* data, int length)
    {
        var powers = Power(table, 8);
        for (var end = data + length; data < end; data += GroupLength)
        {
            var product = default(Product);
            for (var offset = 0; offset < GroupLength; offset += BlockLength)
            {
                product.Add(LoadBlock(data + offset) ^ state, Vector128.Load((ulong*)(powers + offset)));
                state = Vector128<ulong>.Zero;
            }

            state = product.Reduce();
        }

        return state;
    }

    // At most eight blocks, the last perhaps partial, and at the end of all the block of lengths.
    private static Vector128<ulong> HashRest(
        byte* table, Vector128<ulong> state, byte* data, int length, Vector128<ulong> lengths, bool withLengths)
    {
        var exponent = ((length + BlockLength - 1) / BlockLength) + (withLengths ? 1 : 0);
        var power = Power(table, exponent);
        var product = default(Product);
        for (; length >= BlockLength; length -= BlockLength)
        {
            product.Add(LoadBlock(data) ^ state, Vector128.Load((ulong*)power));
            state = Vector128<ulong>.Zero;
            data += BlockLength;
            power += BlockLength;
        }

        if (length > 0)
        {
            product.Add(LoadPartialBlock(data, length) ^ state, Vector128.Load((ulong*)power));
            state = Vector128<ulong>.Zero;
            power += BlockLength;
        }

        if (withLengths)
        {
            product.Add(lengths ^ state, Vector128.Load((ulong*)power));
        }

        return product.Reduce();
    }

    private static byte* Power(byte* table, int exponent) => table + ((10 - exponent) * BlockLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> LoadBlock(byte* data) => Ssse3.Shuffle(Vector128.Load(data), ReverseBytes).AsUInt64();

    // One to fifteen bytes, zeros behind. Overlapping loads: nothing is read past the end, and no call makes the sums leave their registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> LoadPartialBlock(byte* data, int length)
    {
        ulong low;
        var high = 0UL;
        if (length >= sizeof(ulong))
        {
            low = *(ulong*)data;
            high = *(ulong*)(data + length - sizeof(ulong)) >> (8 * (BlockLength - 1 - length)) >> 8;
        }
        else if (length >= sizeof(uint))
        {
            low = *(uint*)data | ((ulong)*(uint*)(data + length - sizeof(uint)) << (8 * (length - sizeof(uint))));
        }
        else
        {
            var middle = length >> 1;
            low = data[0] | ((ulong)data[middle] << (8 * middle)) | ((ulong)data[length - 1] << (8 * (length - 1)));
        }

        return Ssse3.Shuffle(Vector128.Create(low, high).AsByte(), ReverseBytes).AsUInt64();
    }

    // Multiplication by x of a byte-reversed element: a left shift, folded back by the polynomial without a branch on the key.
    private static Vector128<ulong> TimesX(Vector128<ulong> element)
    {
        var low = element.GetElement(0);
        var high = element.GetElement(1);
        var carry = (ulong)((long)high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), ((high << 1) | (low >> 63)) ^ (carry & Polynomial));
    }

    /// <summary>An unreduced sum of products, 256 bits, its middle still apart.</summary>
    private struct Product
    {
        public Vector128<ulong> Low;
        public Vector128<ulong> Middle;
        public Vector128<ulong> High;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector128<ulong> block, Vector128<ulong> power)
        {
            Low ^= Pclmulqdq.CarrylessMultiply(block, power, 0x00);
            Middle ^= Pclmulqdq.CarrylessMultiply(block, power, 0x01) ^ Pclmulqdq.CarrylessMultiply(block, power, 0x10);
            High ^= Pclmulqdq.CarrylessMultiply(block, power, 0x11);
        }

        // Two folds of 64 bits each by the reflected polynomial.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector128<ulong> Reduce()
        {
            var polynomial = Vector128.CreateScalar(Polynomial);
            var low = Low ^ Sse2.ShiftLeftLogical128BitLane(Middle, 8);
            var high = High ^ Sse2.ShiftRightLogical128BitLane(Middle, 8);
            low = SwapHalves(low) ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
            low = SwapHalves(low) ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
            return high ^ low;
        }

        private static Vector128<ulong> SwapHalves(Vector128<ulong> value) =>
            Sse2.Shuffle(value.AsUInt32(), 0b01_00_11_10).AsUInt64();
    }

    /// <summary>Two sums of products side by side.</summary>
    private struct WideProduct
    {
        public Vector256<ulong> Low;
        public Vector256<ulong> Middle;
        public Vector256<ulong> High;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<ulong> blocks, Vector256<ulong> powers)
        {
            Low ^= Pclmulqdq.V256.CarrylessMultiply(blocks, powers, 0x00);
            Middle ^= Pclmulqdq.V256.CarrylessMultiply(blocks, powers, 0x01) ^ Pclmulqdq.V256.CarrylessMultiply(blocks, powers, 0x10);
            High ^= Pclmulqdq.V256.CarrylessMultiply(blocks, powers, 0x11);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Product Fold() => new()
        {
            Low = Low.GetLower() ^ Low.GetUpper(),
            Middle = Middle.GetLower() ^ Middle.GetUpper(),
            High = High.GetLower() ^ High.GetUpper(),
        };
    }
}
