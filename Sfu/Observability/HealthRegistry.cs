using System.Collections.Concurrent;

namespace Vidrn.Sfu.Observability;

/// <summary>
/// What this process depends on, by name, each with a way to ask how it is. A check answers "ok" or a short code that an
/// operator can look up; one that throws is `failed`, one that takes longer than two seconds is `timeout`.
/// </summary>
public sealed class HealthRegistry(TimeProvider clock)
{
    /// <summary>What a check answers when all is well.</summary>
    public const string Ok = "ok";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Func<CancellationToken, ValueTask<string>>> checks = new(StringComparer.Ordinal);
    private readonly long startedAt = clock.GetTimestamp();

    /// <summary>Time since the process's registry was made.</summary>
    public TimeSpan Uptime => clock.GetElapsedTime(startedAt);

    /// <summary>Adds a check, or puts another in its place.</summary>
    public void Set(string name, Func<CancellationToken, ValueTask<string>> check) => checks[name] = check;

    /// <summary>Adds a check that needs no waiting.</summary>
    public void Set(string name, Func<string> check) => checks[name] = _ => ValueTask.FromResult(check());

    /// <summary>Asks all at once.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(CancellationToken cancellation)
    {
        var asked = checks.OrderBy(static check => check.Key, StringComparer.Ordinal).ToArray();
        var answers = await Task.WhenAll(asked.Select(check => AskAsync(check.Value, cancellation))).ConfigureAwait(false);
        return asked.Zip(answers).ToDictionary(static pair => pair.First.Key, static pair => pair.Second, StringComparer.Ordinal);
    }

    private async Task<string> AskAsync(Func<CancellationToken, ValueTask<string>> check, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // The task is left alone at the limit: a check that ignores its token must not hold the answer up.
            return await Task.Run(() => check(limit.Token).AsTask(), CancellationToken.None)
                .WaitAsync(Patience, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync().ConfigureAwait(false);
            return "timeout";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a dependency's check throws, the answer is that it failed.
        catch (Exception)
        {
            return "failed";
        }
#pragma warning restore CA1031
    }
}
