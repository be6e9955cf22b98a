using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>Where a track that is played again and again is: ticks that never go back, and the moments they stand for.</summary>
/// <param name="clockRate">Ticks a second.</param>
internal struct LoopClock(int clockRate)
{
    private Instant origin;

    /// <summary>Ticks from the first beginning to the current one.</summary>
    public long Base { readonly get; private set; }

    public void Start(Instant first) => (origin, Base) = (first, 0);

    /// <summary>The next packet that would have had <paramref name="offset"/> begins the track anew.</summary>
    public void BeginAnew(uint offset) => Base += offset;

    /// <summary>Ticks since the first beginning.</summary>
    public readonly long Ticks(uint offset) => Base + offset;

    /// <summary>When that is due.</summary>
    public readonly Instant Due(uint offset) => new(origin.Nanoseconds + (long)((Int128)Ticks(offset) * 1_000_000_000 / clockRate));
}
