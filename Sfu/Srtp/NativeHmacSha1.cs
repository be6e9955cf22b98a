using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// HMAC-SHA1 on libcrypto's compression function. The states after the two padded keys are kept, so a message costs its own blocks and two
/// more; the padding is done here, which leaves three calls a message.
/// </summary>
internal sealed unsafe class NativeHmacSha1 : HmacSha1
{
    private const int BlockLength = LibcryptoSha1.BlockLength;
    private const int LengthOffset = BlockLength - sizeof(ulong);

    private readonly KeyMemory memory = new(2 * LibcryptoSha1.ContextLength);
    private readonly byte* inner;
    private readonly byte* outer;

    public NativeHmacSha1(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, BlockLength);
        inner = memory.Pointer;
        outer = inner + LibcryptoSha1.ContextLength;
        Prepare(key, 0x36, inner);
        Prepare(key, 0x5C, outer);
    }

    public static bool IsSupported => LibcryptoSha1.IsSupported;

    [SkipLocalsInit]
    public override void Compute(ReadOnlySpan<byte> message, uint roc, bool withRoc, Span<byte> digest)
    {
        var context = stackalloc byte[LibcryptoSha1.ContextLength];
        var last = stackalloc byte[2 * BlockLength];
        Unsafe.CopyBlockUnaligned(context, inner, LibcryptoSha1.ContextLength);

        // All whole blocks in place; what is left, the ROC and the padding in one or two blocks of our own.
        var whole = message.Length & -BlockLength;
        fixed (byte* start = message)
        {
            if (whole > 0)
            {
                LibcryptoSha1.Update(context, start, (nuint)whole);
            }
        }

        var lastSpan = new Span<byte>(last, 2 * BlockLength);
        lastSpan.Clear();
        message[whole..].CopyTo(lastSpan);
        var used = message.Length - whole;
        var total = message.Length;
        if (withRoc)
        {
            BinaryPrimitives.WriteUInt32BigEndian(lastSpan[used..], roc);
            used += sizeof(uint);
            total += sizeof(uint);
        }

        last[used] = 0x80;
        var lastLength = used < LengthOffset ? BlockLength : 2 * BlockLength;
        BinaryPrimitives.WriteUInt64BigEndian(lastSpan[(lastLength - sizeof(ulong))..], (ulong)(BlockLength + total) * 8);
        LibcryptoSha1.Update(context, last, (nuint)lastLength);
        Finish(context, last, digest);
        GC.KeepAlive(memory);
    }

    public override void Dispose() => memory.Dispose();

    // The outer hash: its message is the inner digest, always one block with its padding.
    private void Finish(byte* context, byte* block, Span<byte> digest)
    {
        new Span<byte>(block, BlockLength).Clear();
        WriteState(context, new Span<byte>(block, DigestLength));
        block[DigestLength] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(new Span<byte>(block + LengthOffset, sizeof(ulong)), (BlockLength + DigestLength) * 8);
        Unsafe.CopyBlockUnaligned(context, outer, LibcryptoSha1.ContextLength);
        LibcryptoSha1.Transform(context, block);
        WriteState(context, digest);
    }

    private static void Prepare(ReadOnlySpan<byte> key, byte pad, byte* context)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        block.Clear();
        key.CopyTo(block);
        foreach (ref var value in block)
        {
            value ^= pad;
        }

        LibcryptoSha1.Init(context);
        fixed (byte* start = block)
        {
            LibcryptoSha1.Update(context, start, BlockLength);
        }

        block.Clear();
    }

    private static void WriteState(byte* context, Span<byte> destination)
    {
        for (var i = 0; i < DigestLength / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * sizeof(uint))..], ((uint*)context)[i]);
        }
    }
}
