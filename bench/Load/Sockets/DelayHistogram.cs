using System.Numerics;

namespace Vidrn.Bench.Load.Sockets;

/// <summary>Counts durations in buckets 1/32 of their value wide, from a microsecond to half an hour. One writer.</summary>
internal sealed class DelayHistogram
{
    private const int SubBits = 5;
    private const int Subs = 1 << SubBits;
    private readonly long[] counts = new long[32 * Subs];

    public long Count { get; private set; }

    /// <summary>Microseconds.</summary>
    public long Largest { get; private set; }

    public void Add(long microseconds)
    {
        microseconds = Math.Clamp(microseconds, 0, 1L << 31);
        counts[Bucket(microseconds)]++;
        Count++;
        Largest = Math.Max(Largest, microseconds);
    }

    public void Add(DelayHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        Count += other.Count;
        Largest = Math.Max(Largest, other.Largest);
    }

    public void Clear()
    {
        counts.AsSpan().Clear();
        Count = Largest = 0;
    }

    /// <summary>Milliseconds at a quantile; 0 with no sample.</summary>
    public double Milliseconds(double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * Count);
        for (var i = 0; i < counts.Length; i++)
        {
            rank -= counts[i];
            if (rank <= 0 && Count > 0)
            {
                return Value(i) / 1000.0;
            }
        }

        return 0;
    }

    private static int Bucket(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long Value(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBits) - 1);
        return (long)(bucket - (shift << SubBits)) << shift;
    }
}
