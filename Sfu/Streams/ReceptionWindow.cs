namespace Vidrn.Sfu.Streams;

/// <summary>Which of the last 2,048 sequence numbers have been received: tells duplicates, and what is missing.</summary>
/// <remarks>A mutable struct, as it is looked at for every packet: it lies within its stream. Never copy it.</remarks>
internal struct ReceptionWindow()
{
    /// <summary>How far back the window reaches, in packets.</summary>
    public const int Size = 2048;

    private long highest = -1;
    private Words bits;

    [System.Runtime.CompilerServices.InlineArray(Size / 64)]
    private struct Words
    {
        private ulong first;
    }

    /// <summary>Marks <paramref name="sequence"/> (extended) received. False when it was before, or is older than the window.</summary>
    public bool TryMark(long sequence)
    {
        if (highest < 0)
        {
            highest = sequence;
        }
        else if (sequence > highest)
        {
            Advance(sequence);
        }
        else if (highest - sequence >= Size)
        {
            return false;
        }

        ref var word = ref bits[Word(sequence)];
        var bit = 1UL << (int)(sequence & 63);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        return true;
    }

    /// <summary>Whether <paramref name="sequence"/> was received; false outside the window.</summary>
    public readonly bool Contains(long sequence) => sequence <= highest && highest - sequence < Size
        && (bits[Word(sequence)] & (1UL << (int)(sequence & 63))) != 0;

    private static int Word(long sequence) => (int)(sequence & (Size - 1)) >> 6;

    private void Advance(long sequence)
    {
        if (sequence - highest >= Size)
        {
            bits = default;
        }
        else
        {
            for (var s = highest + 1; s <= sequence; s++)
            {
                bits[Word(s)] &= ~(1UL << (int)(s & 63));
            }
        }

        highest = sequence;
    }
}
