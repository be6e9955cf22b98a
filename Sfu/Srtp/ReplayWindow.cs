using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// Which of the latest indices were accepted (RFC 3711 section 3.3.2): a ring of 1024 bits, cleared word by word as it moves, so it reaches
/// back at least 960 packets. A retransmission comes on an SSRC of its own; only disorder is to be borne here.
/// </summary>
internal struct ReplayWindow
{
    private const int Words = 16;

    private Ring ring;

    private ReplayWindow(ulong highest) => Highest = highest;

    /// <summary>The highest index accepted so far.</summary>
    public ulong Highest { get; private set; }

    /// <summary>A window of one index, itself accepted.</summary>
    public static ReplayWindow StartingAt(ulong index)
    {
        var window = new ReplayWindow(index);
        window.ring[(int)((index >> 6) % Words)] = 1UL << (int)(index & 63);
        return window;
    }

    /// <summary>A window of which only the highest index is known: that and all before it count as accepted.</summary>
    public static ReplayWindow ClosedUpTo(ulong index)
    {
        var window = new ReplayWindow(index);
        ((Span<ulong>)window.ring).Fill(ulong.MaxValue);
        window.ring[(int)((index >> 6) % Words)] = ulong.MaxValue >> (63 - (int)(index & 63));
        return window;
    }

    /// <summary>True when the index was accepted before, or is too old to tell.</summary>
    public readonly bool IsReplay(ulong index)
    {
        if (index > Highest)
        {
            return false;
        }

        return (Highest >> 6) - (index >> 6) >= Words || (ring[(int)((index >> 6) % Words)] & (1UL << (int)(index & 63))) != 0;
    }

    /// <summary>Marks an index that was no replay and is now authenticated.</summary>
    public void Accept(ulong index)
    {
        if (index > Highest)
        {
            var steps = Math.Min((index >> 6) - (Highest >> 6), Words);
            for (ulong step = 0; step < steps; step++)
            {
                ring[(int)(((index >> 6) - step) % Words)] = 0;
            }

            Highest = index;
        }

        ring[(int)((index >> 6) % Words)] |= 1UL << (int)(index & 63);
    }

    [InlineArray(Words)]
    private struct Ring
    {
        private ulong word;
    }
}
