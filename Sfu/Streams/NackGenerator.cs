using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>
/// Which packets of one stream are missing and when to ask for each (RFC 4585 section 6.2.1). A short wait first lets a reordered
/// packet arrive; after that the round trip decides. Bounded: too many missing means that a keyframe is cheaper.
/// </summary>
internal sealed class NackGenerator
{
    /// <summary>Missing packets remembered; one more and all are forgotten and a keyframe is wanted.</summary>
    public const int MaxMissing = 256;

    private const int MaxTries = 10;
    private static readonly TimeSpan ReorderWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1.2);

    private readonly Missing[] missing = new Missing[MaxMissing];
    private int count;

    private struct Missing
    {
        public long Sequence;
        public Instant Since;
        public Instant Due;
        public int Tries;
    }

    /// <summary>Set when the list overflowed or a packet was given up; the owner asks for a keyframe and clears it.</summary>
    public bool KeyframeWanted { get; set; }

    /// <summary>Packets being waited for.</summary>
    public int Count => count;

    /// <summary>When <see cref="Collect"/> has something to say.</summary>
    public Instant NextTimeout { get; private set; } = Instant.Never;

    /// <summary>The newest sequence number went from <paramref name="previous"/> to <paramref name="newest"/>.</summary>
    public void OnAdvance(Instant now, long previous, long newest)
    {
        var gap = newest - previous - 1;
        if (gap <= 0)
        {
            return;
        }

        if (gap + count > MaxMissing)
        {
            Clear();
            KeyframeWanted = true;
            return;
        }

        var due = now + ReorderWait;
        for (var s = previous + 1; s < newest; s++)
        {
            missing[count++] = new Missing { Sequence = s, Since = now, Due = due };
        }

        NextTimeout = Instant.Min(NextTimeout, due);
    }

    /// <summary>A late or repaired packet arrived.</summary>
    public void OnReceived(long sequence)
    {
        for (var i = 0; i < count; i++)
        {
            if (missing[i].Sequence == sequence)
            {
                RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>Writes the sequence numbers to ask for now, rising, and returns how many.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">The measured round trip to the sender.</param>
    /// <param name="sequences">Room for at most this many; the rest stays due.</param>
    public int Collect(Instant now, TimeSpan roundTrip, Span<ushort> sequences)
    {
        var interval = roundTrip + TimeSpan.FromMilliseconds(10);
        var written = 0;
        for (var i = 0; i < count && written < sequences.Length;)
        {
            ref var entry = ref missing[i];
            if (entry.Due > now)
            {
                i++;
                continue;
            }

            if (entry.Tries >= MaxTries || now - entry.Since > MaxAge)
            {
                KeyframeWanted = true;
                RemoveAt(i);
                continue;
            }

            entry.Tries++;
            entry.Due = now + interval;
            sequences[written++] = (ushort)entry.Sequence;
            i++;
        }

        UpdateTimeout();
        return written;
    }

    /// <summary>Forgets everything: the stream restarted, or nobody wants it.</summary>
    public void Clear()
    {
        count = 0;
        NextTimeout = Instant.Never;
    }

    private void RemoveAt(int index)
    {
        // Order is kept: NACK packs rising numbers into one PID and bit mask.
        Array.Copy(missing, index + 1, missing, index, count - index - 1);
        count--;
    }

    private void UpdateTimeout()
    {
        NextTimeout = Instant.Never;
        for (var i = 0; i < count; i++)
        {
            NextTimeout = Instant.Min(NextTimeout, missing[i].Due);
        }
    }
}
