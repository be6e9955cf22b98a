namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// From a source's sequence numbers to a slot's, for one epoch: from one switch of source or layer to the next. Packets left out
/// on purpose (a temporal layer, padding) close up behind them; packets that may still come keep their place.
/// </summary>
/// <remarks>A mutable struct, as it is looked at for every packet: it lies within its slot. Never copy it.</remarks>
internal struct SequenceMap()
{
    private const int MaxBreakpoints = 128;

    private Breakpoint current;
    private long start;
    private int lastDroppedPicture = -1;

    // Those before the current one, the newest at the head: only late packets need them.
    private Breakpoint[]? older;
    private int head;
    private int count;

    /// <summary>From <see cref="From"/> on (source numbers) these hold.</summary>
    private struct Breakpoint
    {
        public long From;
        public long Offset;
        public int PicturesDropped;
        public int MaxTemporalLayer;
    }

    /// <summary>Highest source sequence number seen in this epoch.</summary>
    public long Newest { readonly get; private set; } = -1;

    /// <summary>Highest temporal layer that passes now.</summary>
    public readonly int MaxTemporalLayer => current.MaxTemporalLayer;

    /// <summary>The next output number if nothing is missing.</summary>
    public readonly long NextOutput => Newest + 1 - current.Offset;

    /// <summary>Begins an epoch: <paramref name="source"/> becomes <paramref name="output"/>.</summary>
    public void Begin(long source, long output, int maxTemporalLayer)
    {
        start = source;
        Newest = source - 1;
        count = 0;
        lastDroppedPicture = -1;
        current = new Breakpoint { From = source, Offset = source - output, MaxTemporalLayer = maxTemporalLayer };
    }

    /// <summary>From <paramref name="source"/> on, frames up to this temporal layer pass.</summary>
    public void SetMaxTemporalLayer(long source, int maxTemporalLayer)
    {
        if (current.MaxTemporalLayer != maxTemporalLayer)
        {
            Keep();
            current.From = source;
            current.MaxTemporalLayer = maxTemporalLayer;
        }
    }

    /// <summary>A newest packet passes; its output number.</summary>
    public long Forward(long source, out int picturesDropped)
    {
        Newest = source;
        picturesDropped = current.PicturesDropped;
        return source - current.Offset;
    }

    /// <summary>A newest packet is left out: what follows closes up.</summary>
    /// <param name="source">Its number.</param>
    /// <param name="pictureId">Its picture id, or -1: each left-out picture closes up the picture ids by one.</param>
    public void Drop(long source, int pictureId)
    {
        Newest = source;

        // A run of left-out packets is one breakpoint: nothing between them can still come.
        if (current.From != source || count == 0)
        {
            Keep();
        }

        current.From = source + 1;
        current.Offset++;
        if (pictureId >= 0 && pictureId != lastDroppedPicture)
        {
            current.PicturesDropped++;
            lastDroppedPicture = pictureId;
        }
    }

    /// <summary>The place of a late packet; false when it is from before the epoch or too old to know.</summary>
    public readonly bool TryMapLate(long source, out long output, out int picturesDropped, out int maxTemporalLayer)
    {
        if (source >= start)
        {
            for (var i = -1; i < count; i++)
            {
                var breakpoint = i < 0 ? current : older![(head - i + MaxBreakpoints) % MaxBreakpoints];
                if (breakpoint.From <= source)
                {
                    output = source - breakpoint.Offset;
                    picturesDropped = breakpoint.PicturesDropped;
                    maxTemporalLayer = breakpoint.MaxTemporalLayer;
                    return true;
                }
            }
        }

        output = 0;
        picturesDropped = 0;
        maxTemporalLayer = 0;
        return false;
    }

    private void Keep()
    {
        older ??= new Breakpoint[MaxBreakpoints];
        head = (head + 1) % MaxBreakpoints;
        older[head] = current;
        count = Math.Min(count + 1, MaxBreakpoints);
    }
}
