using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Blobs;

/// <summary>
/// Removes blobs that no row names: of a process that died between the two. Hourly, on one node at a time; a young blob's row may be on
/// its way.
/// </summary>
internal sealed partial class BlobSweep(IBlobStore blobs, IBlobRegister register, ILocks locks, TimeProvider clock, ILogger<BlobSweep> logger) : BackgroundService
{
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private const int AtOnce = 500;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken stopping)
    {
        var removed = 0;
        foreach (var some in blobs.List(clock.GetUtcNow() - Age).Chunk(AtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            var named = await register.NamedAmongAsync(some);
            foreach (var key in some.Where(key => !named.Contains(key)))
            {
                await blobs.DeleteAsync(key);
                removed++;
            }
        }

        if (removed > 0)
        {
            Removed(logger, removed);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new SingleRunner("blob-sweep", Period, locks, clock, logger).RunAsync(SweepAsync, stoppingToken);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "{Count} blobs that nothing names were removed")]
    private static partial void Removed(ILogger logger, int count);
}
