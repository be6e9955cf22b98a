using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// What keeps the queue going: this node refreshes its people's places and brings back what was lost, one node at a time runs the
/// rounds and sweeps.
/// </summary>
internal sealed class RandomCallDuties(
    IMatchQueue queue, QueueSeats seats, QueueTeller teller, RandomCallService calls, RevokedSubjects revoked, ILocks locks, IRedis? redis,
    TimeProvider clock, ILogger<RandomCallDuties> logger) : BackgroundService
{
    private const int MaxRefreshed = 500;
    private const int AtOnce = 32;

    /// <summary>Positions up to this are told each second, those behind it each <see cref="FarEvery"/>.</summary>
    private const int Near = 100;

    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RoundEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PositionsEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarEvery = TimeSpan.FromSeconds(5);

    private IDisposable? watching;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        revoked.Revoked += calls.Revoked;
        watching = redis?.OnRestored(RestoreAsync);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        revoked.Revoked -= calls.Revoked;
        watching?.Dispose();
        await base.StopAsync(cancellationToken);
        try
        {
            await EachSeatAsync(calls.StopAsync, cancellationToken);
        }
        catch (RedisUnavailableException)
        {
            // Other nodes find their partners silent.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new SingleRunner("match-rounds", RoundEvery, locks, clock, logger).RunAsync(RoundAsync, stoppingToken),
        new SingleRunner("match-sweep", SweepEvery, locks, clock, logger).RunAsync(SweepAsync, stoppingToken),
        EveryAsync(MatchOptions.RefreshEvery, "Refreshing the places", RefreshAsync, stoppingToken),
        EveryAsync(PositionsEvery, "Telling positions", TellPositionsAsync, stoppingToken),
        EveryAsync(TickEvery, "Watching the pages", stop => EachSeatAsync(TickAsync, stop), stoppingToken));

    private async Task RoundAsync(CancellationToken stop)
    {
        for (var isOver = false; !isOver && !stop.IsCancellationRequested;)
        {
            var round = await queue.TryMatchAsync();
            teller.Hear(round.Matches);
            isOver = round.IsOver;
        }
    }

    private async Task SweepAsync(CancellationToken stop) => await teller.HearAsync(await queue.SweepAsync());

    /// <summary>What fails for one holds up nobody else; it is tried again with the next tick.</summary>
    private async Task TickAsync(QueueSeat seat)
    {
        try
        {
            await calls.TickAsync(seat);
        }
        catch (RedisUnavailableException)
        {
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RandomCallLog.DutyFailed(logger, "Watching a page", e);
        }
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        foreach (var some in seats.All.Where(static seat => seat.Leaving is null).Chunk(MaxRefreshed))
        {
            var places = await queue.RefreshAsync([.. some.Select(static seat => seat.UserId)]);
            foreach (var (seat, place) in some.Zip(places))
            {
                if (place.State != seat.Told.State || place.RoomId != seat.Told.RoomId)
                {
                    teller.Mark(seat);
                }
            }
        }
    }

    private async Task TellPositionsAsync(CancellationToken stop)
    {
        if (!seats.All.Any(static seat => seat.Told.State == QueueState.Waiting))
        {
            return;
        }

        var waiting = await queue.ListWaitingAsync();
        seats.Waiting = waiting.Count;
        for (var i = 0; i < waiting.Count; i++)
        {
            if (seats.Find(waiting[i]) is { Told.State: QueueState.Waiting, Leaving: null } seat
                && (seat.ToldPosition != i + 1 || seat.ToldWaiting != waiting.Count)
                && (i < Near || clock.GetElapsedTime(seat.PositionToldAt) >= FarEvery))
            {
                seat.PositionToldAt = clock.GetTimestamp();
                teller.TellPosition(seat, i + 1);
            }
        }
    }

    private async Task RestoreAsync(RedisRestored restored)
    {
        await EachSeatAsync(
            async seat =>
            {
                using var pass = await seat.EnterAsync();
                if (!seat.IsGone && seat.Leaving is null)
                {
                    await teller.SyncAsync(seat);
                }
            },
            CancellationToken.None);
        if (restored.DataLost)
        {
            // Somebody's partner until then was brought back with them.
            foreach (var userId in seats.Departed().Where(userId => seats.Find(userId) is null))
            {
                await teller.HearAsync(await queue.DisconnectAsync(userId));
            }
        }
    }

    private Task EachSeatAsync(Func<QueueSeat, Task> act, CancellationToken stop) => Parallel.ForEachAsync(
        seats.All,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
        (seat, _) => new ValueTask(act(seat)));

    /// <summary>Does a duty while anybody is here.</summary>
    private async Task EveryAsync(TimeSpan period, string duty, Func<CancellationToken, Task> act, CancellationToken stop)
    {
        var timer = new OnDemandTimer(period, () => seats.IsEmpty, clock);
        seats.Came += timer.Rouse;
        try
        {
            while (await timer.WaitAsync(stop))
            {
                try
                {
                    await act(stop);
                }
                catch (RedisUnavailableException)
                {
                    // The monitor has logged it; the next time makes up for it.
                }
                catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
                {
                    RandomCallLog.DutyFailed(logger, duty, e);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            seats.Came -= timer.Rouse;
        }
    }
}
