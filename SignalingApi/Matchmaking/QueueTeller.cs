using System.Threading.Channels;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// Tells people where they are in the queue. It does not carry news but compares: it asks the queue for the person's place and tells
/// the difference to what was told last. So news may be lost, doubled or out of order, and a queue that lost a place gets it back.
/// </summary>
internal sealed class QueueTeller(
    IMatchQueue queue, QueueSeats seats, RandomRooms rooms, MatchedViews views, AppEvents events, ILogger<QueueTeller> logger) : BackgroundService
{
    private const int LaneCount = 16;
    private const int EndsKept = 20_000;

    // Bounded by the seats: each is in it once.
    private readonly Channel<QueueSeat> marked = Channel.CreateUnbounded<QueueSeat>();
    private readonly Lock gate = new();
    private readonly BoundedMap<MatchEnd> ends = new(EndsKept);

    /// <summary>Takes in what an act did: rooms of matches that ended are closed, whoever it concerns is told.</summary>
    /// <param name="result">Of any act.</param>
    /// <param name="except">In its gate now, and told by the caller.</param>
    public async Task HearAsync(QueueResult result, QueueSeat? except = null)
    {
        foreach (var end in result.Ended)
        {
            lock (gate)
            {
                ends.GetOrAdd(end.RoomId, () => end);
            }

            await rooms.CloseAsync(end);
            Mark(end.UserId, except);
            Mark(end.PartnerId, except);
        }

        Hear(result.Matches, except);
    }

    public void Hear(IReadOnlyList<Match> matches, QueueSeat? except = null)
    {
        foreach (var match in matches)
        {
            Mark(match.Initiator.UserId, except);
            Mark(match.Other.UserId, except);
        }
    }

    /// <summary>To be asked for and told, soon.</summary>
    public void Mark(QueueSeat seat)
    {
        if (seat.Mark())
        {
            marked.Writer.TryWrite(seat);
        }
    }

    /// <summary>Asks and tells, in the seat's gate. Brings the seat back into a queue that lost it.</summary>
    public async Task<QueueResult> SyncAsync(QueueSeat seat)
    {
        var result = await queue.RestoreAsync(seat.Entry, seat.Told);
        await TellAsync(seat, result);
        return result;
    }

    /// <summary>Tells what is new, in the seat's gate.</summary>
    /// <param name="seat">Whom.</param>
    /// <param name="result">Where they are.</param>
    /// <param name="isOwnEnd">They ended the match themselves, and know.</param>
    /// <param name="anew">Whatever was told before: another page has taken the place.</param>
    public async Task TellAsync(QueueSeat seat, QueueResult result, bool isOwnEnd = false, bool anew = false)
    {
        var (before, now) = (seat.Told, result.Place);
        anew |= seat.IsNewPage;
        seat.IsNewPage = anew;
        if (now.State == QueueState.Absent || (now.State == QueueState.Matched && result.Match is null))
        {
            // Lost, or the partner's half of a lost match is not back yet.
            seat.IsDue = true;
            return;
        }

        if (before.State == QueueState.Matched && before.RoomId != now.RoomId && !await TellPartnerLeftAsync(seat, before, isOwnEnd))
        {
            return;
        }

        seats.Told(seat, now);
        seat.IsNewPage = false;
        if (now.State == QueueState.Matched)
        {
            if (anew || before.RoomId != now.RoomId)
            {
                seats.Expect(seat);
                Send(seat, "matched", await views.OfAsync(seat, result.Match!));
            }
        }
        else if (anew || before.State != QueueState.Waiting)
        {
            TellPosition(seat, result.Position);
        }
    }

    /// <summary>To a page that waits.</summary>
    public void TellPosition(QueueSeat seat, int position)
    {
        (seat.ToldPosition, seat.ToldWaiting) = (position, Math.Max(position, seats.Waiting));
        Send(seat, "queue", new QueueEvent(QueueStanding.Waiting, seat.ToldPosition, seat.ToldWaiting));
    }

    /// <summary>To the page that holds the place. Not waited for: a page that reads slowly holds up nobody, and its connection is closed by and by.</summary>
    public void Send(QueueSeat seat, string type, object data) => Send(seat.ConnectionId, type, data);

    public void Send(string connectionId, string type, object data) => _ = SendAsync(connectionId, type, data);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, LaneCount).Select(_ => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None)));

    /// <summary>False: nobody is known to have ended it, and the word of who did may be on its way; it is asked again soon.</summary>
    private async Task<bool> TellPartnerLeftAsync(QueueSeat seat, QueuePlace before, bool isOwnEnd)
    {
        MatchEnd? end;
        lock (gate)
        {
            ends.TryGet(before.RoomId!, out end);
        }

        if (end is null)
        {
            if (!seat.IsPuzzled)
            {
                (seat.IsPuzzled, seat.IsDue) = (true, true);
                return false;
            }

            await rooms.CloseAsync(before.RoomId!, [seat.UserId], before.PartnerId!);
        }

        seat.IsPuzzled = false;
        if (!isOwnEnd)
        {
            Send(seat, "partner-left", new PartnerLeftEvent(before.RoomId!, end?.Reason ?? MatchEndReason.Disconnect));
        }

        return true;
    }

    private void Mark(string userId, QueueSeat? except)
    {
        if (seats.Find(userId) is { } seat && seat != except)
        {
            Mark(seat);
        }
    }

    private async Task SendAsync(string connectionId, string type, object data)
    {
        try
        {
            await events.ToConnectionAsync(connectionId, type, data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RandomCallLog.TellingFailed(logger, e);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var seat in marked.Reader.ReadAllAsync(stop))
            {
                // Before the place is asked for: what happens from now on marks anew.
                seat.Unmark();
                await SyncMarkedAsync(seat);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task SyncMarkedAsync(QueueSeat seat)
    {
        try
        {
            using var pass = await seat.EnterAsync();
            if (!seat.IsGone && seat.Leaving is null)
            {
                await SyncAsync(seat);
            }
        }
        catch (RedisUnavailableException)
        {
            seat.IsDue = true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            seat.IsDue = true;
            RandomCallLog.TellingFailed(logger, e);
        }
    }
}
