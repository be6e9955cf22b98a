namespace Vidrn.Sfu.Srtp;

/// <summary>
/// The authenticated SSRCs of one direction and their replay windows, bounded. Only the holder of the key can add to it. When it is full, the
/// SSRC unused for longest gives way to a new one, but only if <see cref="IdlePackets"/> others were accepted since its last packet: so a
/// sender that changes its SSRCs goes on, and one that uses too many at once is refused. An SSRC put out leaves its highest index behind; when
/// it comes back it goes on from there, with its ROC, and its old packets stay replays.
/// </summary>
internal sealed class SsrcTable(int capacity)
{
    /// <summary>Packets of other SSRCs after which an SSRC counts as unused.</summary>
    public const int IdlePackets = 1024;

    private const int RetiredCapacity = 256;

    /// <summary>Most peers never send more than a microphone.</summary>
    private const int FirstCapacity = 2;

    private uint[] ssrcs = new uint[Math.Min(capacity, FirstCapacity)];
    private ulong[] lastUses = new ulong[Math.Min(capacity, FirstCapacity)];
    private ReplayWindow[] windows = new ReplayWindow[Math.Min(capacity, FirstCapacity)];
    private int count;
    private ulong uses;

    private (uint Ssrc, ulong Highest)[] retired = [];
    private int retiredCount;
    private int retiredNext;

    public int Count => count;

    /// <summary>The slot of an SSRC, or -1.</summary>
    public int Find(uint ssrc) => ssrcs.AsSpan(0, count).IndexOf(ssrc);

    public ref ReplayWindow Window(int slot) => ref windows[slot];

    /// <summary>True when a new SSRC would find room.</summary>
    public bool HasRoom() => count < capacity || uses - lastUses[LeastRecentlyUsed()] >= IdlePackets;

    /// <summary>The window of an SSRC that was put out.</summary>
    public bool TryFindRetired(uint ssrc, out ReplayWindow window)
    {
        var place = FindRetired(ssrc);
        window = place >= 0 ? ReplayWindow.ClosedUpTo(retired[place].Highest) : default;
        return place >= 0;
    }

    /// <summary>Marks an authenticated index of a known SSRC.</summary>
    public void Accept(int slot, ulong index)
    {
        windows[slot].Accept(index);
        lastUses[slot] = ++uses;
    }

    /// <summary>Takes in an SSRC with its first authenticated packet. The caller has asked <see cref="HasRoom"/>.</summary>
    public void Add(uint ssrc, in ReplayWindow window)
    {
        var slot = count < capacity ? Append() : Retire(LeastRecentlyUsed());
        ssrcs[slot] = ssrc;
        windows[slot] = window;
        lastUses[slot] = ++uses;
    }

    private int Append()
    {
        if (count == ssrcs.Length)
        {
            var length = Math.Min(capacity, count * 2);
            Array.Resize(ref ssrcs, length);
            Array.Resize(ref lastUses, length);
            Array.Resize(ref windows, length);
        }

        return count++;
    }

    private int Retire(int slot)
    {
        if (retired.Length == 0)
        {
            retired = new (uint, ulong)[RetiredCapacity];
        }

        // An SSRC that came back and is put out again replaces its older entry.
        var place = FindRetired(ssrcs[slot]);
        if (place < 0)
        {
            place = retiredNext;
            retiredNext = (retiredNext + 1) % RetiredCapacity;
            retiredCount = Math.Min(retiredCount + 1, RetiredCapacity);
        }

        retired[place] = (ssrcs[slot], windows[slot].Highest);
        return slot;
    }

    private int FindRetired(uint ssrc)
    {
        for (var place = 0; place < retiredCount; place++)
        {
            if (retired[place].Ssrc == ssrc)
            {
                return place;
            }
        }

        return -1;
    }

    private int LeastRecentlyUsed()
    {
        var oldest = 0;
        for (var slot = 1; slot < count; slot++)
        {
            if (lastUses[slot] < lastUses[oldest])
            {
                oldest = slot;
            }
        }

        return oldest;
    }
}
