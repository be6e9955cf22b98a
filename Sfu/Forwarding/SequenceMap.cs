namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// From a source's sequence numbers to a slot's, for one epoch: from one switch of source or layer to the next. Packets left out
/// on purpose (a temporal layer, padding) close up behind them; packets that may still come keep their place.
/// </summary>
internal sealed class SequenceMap
{
    private const int MaxBreakpoints = 128;

    private readonly Breakpoint[] ring = new Breakpoint[MaxBreakpoints];
    private int head;
    private int count;
    private long start;
    private int lastDroppedPicture = -1;

    /// <summary>From <see cref="From"/> on (source numbers) these hold.</summary>
    private struct Breakpoint
    {
        public long From;
        public long Offset;
        public int PicturesDropped;
        public int MaxTemporalLayer;
    }

    /// <summary>Highest source sequence number seen in this epoch.</summary>
    public long Newest { get; private set; } = -1;

    /// <summary>Highest temporal layer that passes now.</summary>
    public int MaxTemporalLayer => ring[head].MaxTemporalLayer;

    /// <summary>The next output number if nothing is missing.</summary>
    public long NextOutput => Newest + 1 - ring[head].Offset;

    /// <summary>Begins an epoch: <paramref name="source"/> becomes <paramref name="output"/>.</summary>
    public void Begin(long source, long output, int maxTemporalLayer)
    {
        start = source;
        Newest = source - 1;
        head = 0;
        count = 1;
        lastDroppedPicture = -1;
        ring[0] = new Breakpoint { From = source, Offset = source - output, MaxTemporalLayer = maxTemporalLayer };
    }

    /// <summary>From <paramref name="source"/> on, frames up to this temporal layer pass.</summary>
    public void SetMaxTemporalLayer(long source, int maxTemporalLayer)
    {
        var current = ring[head];
        if (current.MaxTemporalLayer != maxTemporalLayer)
        {
            current.From = source;
            current.MaxTemporalLayer = maxTemporalLayer;
            Push(current);
        }
    }

    /// <summary>A newest packet passes; its output number.</summary>
    public long Forward(long source, out int picturesDropped)
    {
        Newest = source;
        picturesDropped = ring[head].PicturesDropped;
        return source - ring[head].Offset;
    }

    /// <summary>A newest packet is left out: what follows closes up.</summary>
    /// <param name="source">Its number.</param>
    /// <param name="pictureId">Its picture id, or -1: each left-out picture closes up the picture ids by one.</param>
    public void Drop(long source, int pictureId)
    {
        Newest = source;
        var current = ring[head];
        current.From = source + 1;
        current.Offset++;
        if (pictureId >= 0 && pictureId != lastDroppedPicture)
        {
            current.PicturesDropped++;
            lastDroppedPicture = pictureId;
        }

        // A run of left-out packets is one breakpoint: nothing between them can still come.
        if (ring[head].From == source && count > 1)
        {
            ring[head] = current;
        }
        else
        {
            Push(current);
        }
    }

    /// <summary>The place of a late packet; false when it is from before the epoch or too old to know.</summary>
    public bool TryMapLate(long source, out long output, out int picturesDropped, out int maxTemporalLayer)
    {
        if (source >= start)
        {
            for (var i = 0; i < count; i++)
            {
                ref var breakpoint = ref ring[(head - i + MaxBreakpoints) % MaxBreakpoints];
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

    private void Push(in Breakpoint breakpoint)
    {
        head = (head + 1) % MaxBreakpoints;
        ring[head] = breakpoint;
        count = Math.Min(count + 1, MaxBreakpoints);
    }
}
