using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Rtcp;

/// <summary>
/// Gathers status symbols into chunks. What is pending always fits one chunk, so a message's length is known before its last chunk
/// is written.
/// </summary>
internal struct PacketStatusChunkEncoder
{
    private Symbols symbols;
    private int count;
    private bool isMixed;
    private bool hasLarge;

    /// <summary>Symbols that no chunk holds yet.</summary>
    public readonly bool IsPending => count > 0;

    /// <summary>The symbol fits the pending chunk; else take one first.</summary>
    public readonly bool CanAdd(int symbol) =>
        count < PacketStatusChunk.TwoBitCapacity
        || (!isMixed && symbol == symbols[0] && count < PacketStatusChunk.MaxRunLength)
        || (count < PacketStatusChunk.OneBitCapacity && !hasLarge && symbol != PacketStatusChunk.LargeDelta);

    /// <summary>Adds a symbol that <see cref="CanAdd"/>.</summary>
    public void Add(int symbol)
    {
        isMixed |= count > 0 && symbol != symbols[0];
        hasLarge |= symbol == PacketStatusChunk.LargeDelta;
        if (count < PacketStatusChunk.OneBitCapacity)
        {
            symbols[count] = (byte)symbol;
        }

        count++;
    }

    /// <summary>Takes a full chunk because the next symbol does not fit. Up to seven symbols may stay pending.</summary>
    public PacketStatusChunk TakeFull()
    {
        if (isMixed && count < PacketStatusChunk.OneBitCapacity)
        {
            var chunk = PacketStatusChunk.TwoBitVector(symbols[..PacketStatusChunk.TwoBitCapacity]);
            KeepFrom(PacketStatusChunk.TwoBitCapacity);
            return chunk;
        }

        return TakeLast();
    }

    /// <summary>Takes everything pending as one chunk.</summary>
    public PacketStatusChunk TakeLast()
    {
        var chunk = !isMixed ? PacketStatusChunk.Run(symbols[0], count)
            : count <= PacketStatusChunk.TwoBitCapacity ? PacketStatusChunk.TwoBitVector(symbols[..count])
            : PacketStatusChunk.OneBitVector(symbols[..count]);
        this = default;
        return chunk;
    }

    private void KeepFrom(int start)
    {
        var kept = this;
        this = default;
        for (var i = start; i < kept.count; i++)
        {
            Add(kept.symbols[i]);
        }
    }

    /// <summary>As many as a vector holds; of a longer run, only the first matter.</summary>
    [InlineArray(PacketStatusChunk.OneBitCapacity)]
    private struct Symbols
    {
        private byte first;
    }
}
