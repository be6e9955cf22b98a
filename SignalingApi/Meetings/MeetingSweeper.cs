namespace Vidrn.SignalingApi.Meetings;

/// <summary>Ends meetings that everybody has left, and those that nobody came to; empties lobbies of pages that are gone.</summary>
internal sealed partial class MeetingSweeper(IMeetingStore store, MeetingEnding ending, LobbyPages lobbies, TimeProvider clock, ILogger<MeetingSweeper> logger) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public async Task SweepAsync()
    {
        await lobbies.SweepAsync();
        var now = clock.GetUtcNow();
        foreach (var meeting in await store.ListForgottenAsync(
            (now - MeetingRules.EmptyFor).ToUnixTimeMilliseconds(), (now - MeetingRules.UnusedFor).ToUnixTimeMilliseconds(), Batch))
        {
            await ending.EndAsync(meeting);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync();
                }
                catch (Exception problem) when (problem is not (OutOfMemoryException or OperationCanceledException))
                {
                    SweepFailed(logger, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "Meetings could not be looked through; tried again in a while")]
    private static partial void SweepFailed(ILogger logger, Exception problem);
}
