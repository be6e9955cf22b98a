namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>The match queue of one process: the rules over <see cref="QueueBook"/>, one act at a time. `queue*.lua` says the same.</summary>
internal sealed class InProcessMatchQueue(TimeProvider time, MatchOptions options, Func<string>? newRoomId = null) : IMatchQueue
{
    private const int MaxSwept = 256;
    private const int MaxForbidden = 4_000;
    private readonly Func<string> newRoomId = newRoomId ?? MatchRoomId.New;
    private readonly Lock gate = new();
    private readonly QueueBook book = new(options);
    private int cursor;

    public Task<QueueResult> JoinAsync(MatchEntry entry)
    {
        entry = entry.Normalised();
        return ActAsync(entry.UserId, act =>
        {
            var state = book.StateOf(entry.UserId);
            if (state == QueueState.Absent && book.WaitingCount >= options.Capacity)
            {
                act.IsFull = true;
                return;
            }

            book.Write(entry, act.Now);
            if (state == QueueState.Absent)
            {
                book.Enqueue(entry.UserId, inFront: false, act.Now);
            }

            if (state != QueueState.Matched)
            {
                SeekFirst(act, entry.UserId);
            }
        });
    }

    public Task<QueueResult> NextAsync(string userId, string? roomId = null) => NextAsync(userId, roomId, isReport: false);

    public Task<QueueResult> ReportAsync(string userId, string? roomId = null) => NextAsync(userId, roomId, isReport: true);

    public Task<QueueResult> LeaveAsync(string userId, string? roomId = null) => EndAsync(userId, roomId, MatchEndReason.Leave);

    public Task<QueueResult> DisconnectAsync(string userId, string? roomId = null) => EndAsync(userId, roomId, MatchEndReason.Disconnect);

    public Task<QueueResult> ForbidAsync(string userId, string otherId)
    {
        MatchEntry.CheckId(otherId);
        return ActAsync(userId, act =>
        {
            Forbid(userId, otherId);
            if (book.PartnerOf(userId) == otherId)
            {
                BothNext(act, userId);
            }
        });
    }

    public Task<QueueResult> RestoreAsync(MatchEntry entry, QueuePlace told)
    {
        entry = entry.Normalised();
        return ActAsync(entry.UserId, act =>
        {
            var state = book.StateOf(entry.UserId);
            if (told.State == QueueState.Absent && state == QueueState.Absent)
            {
                return;
            }

            book.Write(entry, act.Now);
            if (state != QueueState.Absent)
            {
                return;
            }

            if (told.State == QueueState.Matched && book.StateOf(told.PartnerId!) == QueueState.Absent)
            {
                book.Hold(told.PartnerId!, act.Now);
                book.Pair(entry.UserId, told.PartnerId!, told.RoomId!, act.Now);
            }
            else
            {
                var since = told.State == QueueState.Waiting && told.WaitingSince != 0 ? told.WaitingSince : act.Now;
                book.Enqueue(entry.UserId, inFront: false, since);
            }
        });
    }

    public Task<QueueResult> SweepAsync() => ActAsync("", act =>
    {
        foreach (var id in book.Stale(act.Now, MaxSwept))
        {
            // Requeued by the end of its partner in this sweep, it may have found another.
            if (book.IsStale(id, act.Now))
            {
                Leave(act, id, MatchEndReason.Disconnect);
            }
        }
    });

    public Task<QueueResult> FindAsync(string userId) => ActAsync(userId, static _ => { });

    public Task<MatchRound> TryMatchAsync()
    {
        lock (gate)
        {
            var act = new Act(Now());
            var ids = book.WaitingFrom(cursor, 2 * options.LookAhead);
            var seekers = Math.Min(options.LookAhead, ids.Count);
            for (var i = 0; i < seekers; i++)
            {
                if (book.IsWaiting(ids[i]))
                {
                    Seek(act, ids[i], ids, i + 1);
                }
            }

            cursor += ids.Take(seekers).Count(book.IsWaiting);
            var isOver = cursor >= book.WaitingCount;
            cursor = isOver ? 0 : cursor;
            return Task.FromResult(new MatchRound(act.Matches, isOver));
        }
    }

    public Task<IReadOnlyList<QueuePlace>> RefreshAsync(IReadOnlyList<string> userIds)
    {
        lock (gate)
        {
            var now = Now();
            return Task.FromResult<IReadOnlyList<QueuePlace>>([.. userIds.Select(id =>
                book.Refresh(id, now) ? book.PlaceOf(id) : new QueuePlace(id, QueueState.Absent))]);
        }
    }

    public Task<IReadOnlyList<string>> ListWaitingAsync()
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(book.WaitingFrom(0, book.WaitingCount));
        }
    }

    public Task<int> CountWaitingAsync()
    {
        lock (gate)
        {
            return Task.FromResult(book.WaitingCount);
        }
    }

    public Task<QueueSnapshot> SnapshotAsync()
    {
        lock (gate)
        {
            return Task.FromResult(book.Snapshot());
        }
    }

    private Task<QueueResult> NextAsync(string userId, string? roomId, bool isReport) => ActAsync(userId, act =>
    {
        if (book.PartnerOf(userId) is not { } partner || !IsMeant(userId, roomId))
        {
            return;
        }

        if (isReport)
        {
            Forbid(userId, partner);
        }

        BothNext(act, userId);
    });

    private Task<QueueResult> EndAsync(string userId, string? roomId, MatchEndReason reason) => ActAsync(userId, act =>
    {
        if (IsMeant(userId, roomId))
        {
            Leave(act, userId, reason);
        }
    });

    private bool IsMeant(string userId, string? roomId) => roomId is null || book.RoomOf(userId) == roomId;

    private Task<QueueResult> ActAsync(string userId, Action<Act> apply)
    {
        if (userId.Length > 0)
        {
            MatchEntry.CheckId(userId);
        }

        lock (gate)
        {
            var act = new Act(Now());
            apply(act);
            return Task.FromResult(new QueueResult
            {
                Place = book.PlaceOf(userId),
                IsFull = act.IsFull,
                Position = book.PositionOf(userId),
                Match = book.MatchOf(userId),
                Ended = act.Ended,
                Matches = act.Matches,
            });
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Forbid(string one, string two)
    {
        book.Forbid(one, two, MaxForbidden);
        book.Forbid(two, one, MaxForbidden);
    }

    /// <summary>Ends the user's match and requeues the partner in front; the user is in no state then.</summary>
    private string Part(Act act, string id, MatchEndReason reason)
    {
        var (partner, room) = (book.PartnerOf(id)!, book.RoomOf(id)!);
        book.Unpair(id, partner);
        var isRequeued = book.HasEntry(partner);
        if (isRequeued)
        {
            book.Enqueue(partner, inFront: true, act.Now);
        }
        else
        {
            book.Forget(partner);
        }

        act.Ended.Add(new MatchEnd(room, id, partner, reason, isRequeued));
        return partner;
    }

    private void BothNext(Act act, string id)
    {
        var partner = Part(act, id, MatchEndReason.Next);
        if (book.Refresh(id, act.Now))
        {
            book.Enqueue(id, inFront: false, act.Now);
        }
        else
        {
            book.Forget(id);
        }

        SeekFirst(act, partner);
        SeekFirst(act, id);
    }

    private void Leave(Act act, string id, MatchEndReason reason)
    {
        var partner = book.PartnerOf(id) is null ? null : Part(act, id, reason);
        book.Forget(id);
        if (partner is not null)
        {
            SeekFirst(act, partner);
        }
    }

    /// <summary>Looks for a partner among the first of the queue.</summary>
    private void SeekFirst(Act act, string id)
    {
        if (book.IsWaiting(id))
        {
            Seek(act, id, book.WaitingFrom(0, options.LookAhead + 1), 0);
        }
    }

    private void Seek(Act act, string id, List<string> ids, int from)
    {
        if (book.IsStale(id, act.Now))
        {
            return;
        }

        string? best = null;
        string? again = null;
        var (bestScore, looked) = (-1, 0);
        for (var i = from; i < ids.Count && looked < options.LookAhead; i++)
        {
            var other = ids[i];
            if (other == id || !book.IsWaiting(other))
            {
                continue;
            }

            looked++;
            if (book.IsStale(other, act.Now) || !book.Fit(id, other, act.Now) || book.IsForbidden(id, other))
            {
                continue;
            }

            if (book.Repeats(id, other, act.Now))
            {
                again ??= other;
            }
            else if (book.Score(id, other, act.Now) is var score && score > bestScore)
            {
                (best, bestScore) = (other, score);
            }
        }

        best ??= again is not null && MayRepeat(act.Now, id, again) ? again : null;
        if (best is not null)
        {
            var room = newRoomId();
            book.Unqueue(id);
            book.Unqueue(best);
            book.Pair(id, best, room, act.Now);
            act.Matches.Add(book.MatchOf(id)!);
        }
    }

    private bool MayRepeat(long now, string one, string two)
    {
        var soonest = now - (long)options.RepeatAfter.TotalMilliseconds;
        return book.SinceOf(one) <= soonest && book.SinceOf(two) <= soonest
            && !book.WaitingFrom(0, options.LookAhead + 2).Any(third => third != one && third != two && !book.IsStale(third, now)
                && ((!book.Repeats(one, third, now) && !book.IsForbidden(one, third))
                    || (!book.Repeats(two, third, now) && !book.IsForbidden(two, third))));
    }

    /// <summary>What one call does.</summary>
    private sealed class Act(long now)
    {
        public long Now { get; } = now;

        public bool IsFull { get; set; }

        public List<MatchEnd> Ended { get; } = [];

        public List<Match> Matches { get; } = [];
    }
}
