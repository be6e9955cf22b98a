using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// Meeting strangers: what pages ask, and what happens to those who queued. One person has one place, and the page that joined last
/// holds it; the others are told so.
/// </summary>
internal sealed class RandomCallService(
    IMatchQueue queue, QueueSeats seats, QueueTeller teller, RandomRooms rooms, MatchedViews views, JoinGate gate, RandomCallLimits limits,
    IUserStore users, TimeProvider clock)
{
    /// <summary>
    /// How long a page or its media may be away before the partner is told: enough to connect anew, and short of the five seconds after
    /// which somebody sees that the other is gone.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>How long a page that was told of a match may take to enter its room; then it is no partner for anybody.</summary>
    public static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(15);

    private static readonly Refusal NotInQueue = new("not-in-queue", StatusCodes.Status409Conflict, "This page is not in the queue.");
    private static readonly Refusal QueueFull = new("queue-full", StatusCodes.Status503ServiceUnavailable, "Too many wait; try again in a minute.");

    /// <summary>Into the queue, or with new wishes; this page holds the place from now on.</summary>
    public async Task<Outcome<QueueView>> JoinAsync(Actor actor, QueuePage page, JoinQueueRequest request)
    {
        if (limits.Take(actor.Subject, page.Network) is { } tooMany)
        {
            return tooMany;
        }

        if (!(await gate.AdmitAsync(actor, request)).TryGet(out var entry, out var refusal))
        {
            return refusal;
        }

        var picture = actor.UserId is { } user ? (await users.FindAsync(user))?.PictureAddress : null;
        while (true)
        {
            var seat = seats.GetOrAdd(actor.Subject, () => new QueueSeat(actor, entry));
            using var pass = await seat.EnterAsync();
            if (!seat.IsGone)
            {
                (seat.Actor, seat.Entry, seat.Picture, seat.Leaving) = (actor, entry, picture, null);
                return await JoinAsync(seat, page);
            }
        }
    }

    /// <summary>Another partner, for both.</summary>
    public async Task<Outcome<QueueView>> NextAsync(Actor actor, QueuePage page)
    {
        if (limits.Take(actor.Subject, page.Network) is { } tooMany)
        {
            return tooMany;
        }

        return await AsHolderAsync<QueueView>(actor, page, async seat =>
        {
            try
            {
                // Of the match that this page knows: who has a new partner by now keeps it.
                var result = seat.Told.State == QueueState.Matched ? await queue.NextAsync(seat.UserId, seat.Told.RoomId) : await teller.SyncAsync(seat);
                await teller.HearAsync(result, seat);
                await teller.TellAsync(seat, result, isOwnEnd: result.Ended.Count > 0);
                return await ViewAsync(seat, result);
            }
            catch (RedisUnavailableException)
            {
                // It may have been done.
                seat.IsDue = true;
                throw;
            }
        });
    }

    /// <summary>Out of the queue.</summary>
    public Task<Outcome<Nothing>> LeaveAsync(Actor actor, QueuePage page) => AsHolderAsync<Nothing>(actor, page, async seat =>
    {
        try
        {
            await EndAsync(seat, MatchEndReason.Leave, null);
        }
        catch (RedisUnavailableException)
        {
            // The place is given up; the queue hears of it as soon as it can.
        }

        return Nothing.Value;
    });

    /// <summary>What a page asks that has come back. It holds the place again, if the page that held it is away.</summary>
    public async Task<Outcome<QueueView>> StateAsync(Actor actor, QueuePage page)
    {
        if (seats.Find(actor.Subject) is not { } seat)
        {
            return Absent;
        }

        using var pass = await seat.EnterAsync();
        if (seat.IsGone || seat.Leaving is not null)
        {
            return Absent;
        }

        if (seat.PageGoneAt is not null)
        {
            seat.TakePage(page.ConnectionId);
        }

        if (seat.ConnectionId != page.ConnectionId)
        {
            return new QueueView(QueueStanding.Elsewhere, 0, seats.Waiting, null);
        }

        var result = await teller.SyncAsync(seat);
        // The match itself follows as an event, if the queue that lost it does not have it whole again yet.
        seat.IsNewPage |= result.Place.State == QueueState.Matched && result.Match is null;
        return await ViewAsync(seat, result);
    }

    /// <summary>A connection to the app hub is gone.</summary>
    public void PageGone(Actor actor, string connectionId) => seats.Find(actor.Subject)?.PageGone(connectionId, clock.GetTimestamp());

    /// <summary>Somebody's tokens are not good any more: they leave.</summary>
    /// <param name="name">A subject, or <see cref="RevokedSubjects.KeyOf"/> of a log-in.</param>
    public void Revoked(string name)
    {
        foreach (var seat in seats.All.Where(seat => seat.UserId == name || (seat.Actor.SessionId is { } session && RevokedSubjects.KeyOf(session) == name)))
        {
            seat.Leaving = MatchEndReason.Leave;
        }
    }

    /// <summary>The two never meet (again); if they are matched, both go on. The report itself is stored by its own feature.</summary>
    /// <param name="reporter">Subject.</param>
    /// <param name="reported">Subject.</param>
    /// <param name="roomId">Where it was; whatever it says, the two are parted.</param>
    public Task ReportedAsync(string reporter, string reported, string? roomId = null) => KeepApartAsync(reporter, reported);

    /// <summary>As after a report: one blocks the other.</summary>
    public Task BlockedAsync(string one, string other) => KeepApartAsync(one, other);

    /// <summary>With each tick of this node: who has been away for too long goes, what could not be told is told.</summary>
    public async Task TickAsync(QueueSeat seat)
    {
        if (DueEnd(seat) is not null)
        {
            using var pass = await seat.EnterAsync();
            // Again: it may have come back meanwhile.
            if (!seat.IsGone && DueEnd(seat) is var (reason, room))
            {
                await EndAsync(seat, reason, room);
            }
        }
        else if (seat.IsDue)
        {
            seat.IsDue = false;
            teller.Mark(seat);
        }
    }

    /// <summary>The node stops, and its pages go with it.</summary>
    public async Task StopAsync(QueueSeat seat)
    {
        using var pass = await seat.EnterAsync();
        if (!seat.IsGone)
        {
            await EndAsync(seat, MatchEndReason.Disconnect, null);
        }
    }

    private QueueView Absent => new(QueueStanding.Absent, 0, seats.Waiting, null);

    private (MatchEndReason Reason, string? Room)? DueEnd(QueueSeat seat) =>
        seat.Leaving is { } leaving ? (leaving, null)
        : seat.PageGoneAt is { } gone && clock.GetElapsedTime(gone) >= Patience ? (MatchEndReason.Disconnect, null)
        : seat.Loss is { } loss && clock.GetElapsedTime(loss.Since) >= Patience ? (loss.Reason, loss.RoomId)
        : IsMissed(seat) ? (MatchEndReason.Disconnect, seat.Told.RoomId)
        : null;

    /// <summary>The match has stood for a while, and the media has not come to it.</summary>
    private bool IsMissed(QueueSeat seat) =>
        seat.Told is { State: QueueState.Matched, RoomId: { } room } && seat.MediaRoom != room && clock.GetElapsedTime(seat.MatchedSince) >= JoinPatience;

    private async Task<Outcome<QueueView>> JoinAsync(QueueSeat seat, QueuePage page)
    {
        var before = seat.TakePage(page.ConnectionId);
        if (before.Length > 0 && before != page.ConnectionId)
        {
            teller.Send(before, "queue", new QueueEvent(QueueStanding.Elsewhere, 0, seats.Waiting));
        }

        try
        {
            var result = await queue.JoinAsync(seat.Entry);
            if (result.IsFull)
            {
                await RemoveAsync(seat);
                return QueueFull;
            }

            await teller.HearAsync(result, seat);
            await teller.TellAsync(seat, result, anew: before != page.ConnectionId);
            return await ViewAsync(seat, result);
        }
        catch (RedisUnavailableException)
        {
            // Who has been told that it failed must not be in the queue if it did not; who was in it before stays.
            if (seat.Told.State == QueueState.Absent)
            {
                seat.Leaving = MatchEndReason.Disconnect;
            }

            seat.IsDue = true;
            throw;
        }
    }

    /// <summary>In the seat's gate. Throws when the queue does not answer; then it is tried again.</summary>
    /// <param name="seat">Whose.</param>
    /// <param name="reason">For the partner.</param>
    /// <param name="room">Only if that is the room of the match; null: whatever it is.</param>
    private async Task EndAsync(QueueSeat seat, MatchEndReason reason, string? room)
    {
        if (room is null)
        {
            seat.Leaving = reason;
        }

        var result = reason == MatchEndReason.Leave ? await queue.LeaveAsync(seat.UserId, room) : await queue.DisconnectAsync(seat.UserId, room);
        seat.Loss = null;
        await teller.HearAsync(result, seat);
        if (result.Place.State != QueueState.Absent)
        {
            // The media was lost from a room of the past.
            await teller.TellAsync(seat, result);
            return;
        }

        await RemoveAsync(seat);
        teller.Send(seat, "queue", new QueueEvent(QueueStanding.Absent, 0, seats.Waiting));
    }

    private async Task RemoveAsync(QueueSeat seat)
    {
        seats.Remove(seat);
        if (seat.MediaRoom is { } parked)
        {
            await rooms.PutOutAsync(parked, seat.UserId);
        }
    }

    private async Task KeepApartAsync(string one, string other)
    {
        if (one == other || !MatchEntry.IsId(one) || !MatchEntry.IsId(other))
        {
            return;
        }

        seats.Find(one)?.Avoid(other);
        seats.Find(other)?.Avoid(one);
        try
        {
            await teller.HearAsync(await queue.ForbidAsync(one, other));
        }
        catch (RedisUnavailableException)
        {
            // Their entries say it, and are written again when Redis is back.
        }
    }

    private async Task<Outcome<T>> AsHolderAsync<T>(Actor actor, QueuePage page, Func<QueueSeat, Task<Outcome<T>>> act)
    {
        if (seats.Find(actor.Subject) is not { } seat)
        {
            return NotInQueue;
        }

        using var pass = await seat.EnterAsync();
        return seat.IsGone || seat.Leaving is not null || seat.ConnectionId != page.ConnectionId ? NotInQueue : await act(seat);
    }

    private async Task<QueueView> ViewAsync(QueueSeat seat, QueueResult result) => result.Place.State == QueueState.Matched
        ? new QueueView(QueueStanding.Matched, 0, seats.Waiting, result.Match is { } match ? await views.OfAsync(seat, match) : null)
        : new QueueView(QueueStanding.Waiting, result.Position, Math.Max(result.Position, seats.Waiting), null);
}
