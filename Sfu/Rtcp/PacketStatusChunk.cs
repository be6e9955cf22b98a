using System.Numerics;

namespace Vidrn.Sfu.Rtcp;

/// <summary>A packet status chunk (draft-holmer-rmcat-transport-wide-cc-extensions-01 sections 3.1.3 and 3.1.4).</summary>
/// <param name="Value">The 16 bits on the wire.</param>
internal readonly record struct PacketStatusChunk(ushort Value)
{
    /// <summary>The symbols. Each is also the length of its delta in bytes.</summary>
    public const int NotReceived = 0;

    /// <summary>Received, with a delta of one unsigned byte.</summary>
    public const int SmallDelta = 1;

    /// <summary>Received, with a delta of two signed bytes.</summary>
    public const int LargeDelta = 2;

    public const int MaxRunLength = 0x1FFF;
    public const int OneBitCapacity = 14;
    public const int TwoBitCapacity = 7;
    private const int Reserved = 3;

    /// <summary>How many statuses it holds.</summary>
    public int Capacity => IsRun ? Value & MaxRunLength : IsTwoBit ? TwoBitCapacity : OneBitCapacity;

    private bool IsRun => (Value & 0x8000) == 0;

    private bool IsTwoBit => (Value & 0x4000) != 0;

    private int RunSymbol => (Value >> 13) & 3;

    public static PacketStatusChunk Run(int symbol, int length) => new((ushort)((symbol << 13) | length));

    /// <param name="symbols">Up to 14, none with a large delta.</param>
    public static PacketStatusChunk OneBitVector(ReadOnlySpan<byte> symbols)
    {
        var value = 0x8000;
        for (var i = 0; i < symbols.Length; i++)
        {
            value |= symbols[i] << (OneBitCapacity - 1 - i);
        }

        return new((ushort)value);
    }

    /// <param name="symbols">Up to 7.</param>
    public static PacketStatusChunk TwoBitVector(ReadOnlySpan<byte> symbols)
    {
        var value = 0xC000;
        for (var i = 0; i < symbols.Length; i++)
        {
            value |= symbols[i] << (2 * (TwoBitCapacity - 1 - i));
        }

        return new((ushort)value);
    }

    /// <param name="index">Below <see cref="Capacity"/>.</param>
    public int Symbol(int index) =>
        IsRun ? RunSymbol
        : IsTwoBit ? (Value >> (2 * (TwoBitCapacity - 1 - index))) & 3
        : (Value >> (OneBitCapacity - 1 - index)) & 1;

    /// <summary>How many bytes the deltas of the first statuses take. False when one has the reserved symbol.</summary>
    public bool TryGetDeltasLength(int count, out int length)
    {
        if (IsRun)
        {
            length = RunSymbol * count;
            return RunSymbol != Reserved;
        }

        length = 0;
        if (!IsTwoBit)
        {
            length = BitOperations.PopCount((uint)(Value & 0x3FFF) >> (OneBitCapacity - count));
            return true;
        }

        for (var i = 0; i < count; i++)
        {
            var symbol = Symbol(i);
            if (symbol == Reserved)
            {
                return false;
            }

            length += symbol;
        }

        return true;
    }
}
