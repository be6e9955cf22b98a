namespace Vidrn.Bench.Load.Runs;

/// <summary>Does one thing after another at a rate, with a bound on how many are under way.</summary>
internal static class Pace
{
    public const int AtOnce = 16;

    public static async Task RunAsync<T>(IEnumerable<T> all, double perSecond, Func<T, Task> action, CancellationToken cancellation = default)
    {
        var pending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        foreach (var one in all)
        {
            await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            pending.RemoveAll(t => t.IsCompleted);
            if (pending.Count >= AtOnce)
            {
                await Task.WhenAny(pending).ConfigureAwait(false);
            }

            pending.Add(action(one));
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
    }
}
