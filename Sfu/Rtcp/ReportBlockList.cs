namespace Vidrn.Sfu.Rtcp;

/// <summary>The report blocks of an SR or RR, for <c>foreach</c> or by index.</summary>
/// <param name="data">A whole number of blocks.</param>
internal readonly ref struct ReportBlockList(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;

    public int Count => data.Length / ReportBlock.Length;

    public ReportBlock this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            _ = ReportBlock.TryParse(data[(index * ReportBlock.Length)..], out var block);
            return block;
        }
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Writes blocks one after the other.</summary>
    /// <returns>False when there are more than a count can tell, or they do not fit.</returns>
    public static bool TryWrite(Span<byte> destination, ReadOnlySpan<ReportBlock> blocks)
    {
        if (blocks.Length > RtcpHeader.MaxCount || destination.Length < blocks.Length * ReportBlock.Length)
        {
            return false;
        }

        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i].Write(destination[(i * ReportBlock.Length)..]);
        }

        return true;
    }

    /// <summary>Walks the blocks.</summary>
    /// <param name="list">The list.</param>
    internal ref struct Enumerator(ReportBlockList list)
    {
        private readonly ReportBlockList list = list;
        private int index = -1;

        public readonly ReportBlock Current => list[index];

        public bool MoveNext() => ++index < list.Count;
    }
}
