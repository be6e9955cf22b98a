namespace Vidrn.Sfu.Counters;

/// <summary>One counter a <see cref="DropReason"/>. One thread adds; others may read, a little late.</summary>
internal sealed class DropCounters
{
    private readonly long[] counts = new long[(int)DropReason.PeerFault + 1];

    public long this[DropReason reason] => Volatile.Read(ref counts[(int)reason]);

    public void Add(DropReason reason) => counts[(int)reason]++;

    public void Add(DropReason reason, int count) => counts[(int)reason] += count;
}
