using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>Whether every worker takes a command and answers it within a second.</summary>
internal sealed class MediaHealth(MediaServer media)
{
    /// <summary>What is told when one does not.</summary>
    public const string Stalled = "media-stalled";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public async ValueTask<string> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(media.Workers.Loops.Select(static loop => loop.AskAsync(static (_, _) => true))).WaitAsync(Deadline, cancellation);
            return HealthRegistry.Ok;
        }
        catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
        {
            return Stalled;
        }
    }
}
