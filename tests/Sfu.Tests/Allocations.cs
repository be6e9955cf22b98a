namespace Vidrn.Sfu.Tests;

/// <summary>
/// What code allocates on the heap. The runtime counts for a thread what it has handed out to it in advance: when a collection that
/// another test caused takes the rest of that back, the count jumps by kilobytes that nobody allocated. What code does allocate, it
/// allocates in every round; so the least of some rounds is true, and one round alone is not.
/// </summary>
internal static class Allocations
{
    private const int Rounds = 5;

    /// <summary>
    /// The bytes that <paramref name="round"/> allocates on this thread when it allocates least. The caller has run it before, so that
    /// code is compiled and tables have their sizes; and afterwards asserts that all of the rounds did their work.
    /// </summary>
    /// <param name="round">The work, the same in every round.</param>
    /// <param name="prepare">Comes before each round and may allocate.</param>
    public static long Least(Action round, Action? prepare = null)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            prepare?.Invoke();
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
