namespace Vidrn.SignalingApi.Coordination;

/// <summary>Presence of the connections of this process.</summary>
internal sealed class InProcessPresence(TimeProvider time) : IPresence
{
    private const int MaxSwept = 500;
    private const int MaxRemembered = 100_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, User> users = [];
    private readonly Dictionary<string, long> seen = [];
    private readonly Queue<(string UserId, long At)> seenOrder = new();

    public Task<IReadOnlyList<PresenceChange>> SetAsync(IReadOnlyList<PresenceMark> marks) => ChangeAsync(marks, static (user, mark, until) =>
    {
        var key = (mark.Kind, mark.Id);
        if (user.Marks.Count < PresenceMark.MaxPerUser || user.Marks.ContainsKey(key))
        {
            user.Marks[key] = until;
        }
    });

    public Task<IReadOnlyList<PresenceChange>> ClearAsync(IReadOnlyList<PresenceMark> marks) => ChangeAsync(marks, static (user, mark, until) =>
    {
        if (user.Marks.Remove((mark.Kind, mark.Id)) && mark.Kind == PresenceMarkKind.Connection)
        {
            user.LastUntil = Math.Max(user.LastUntil, until);
        }
    });

    public Task<IReadOnlyList<PresenceChange>> SweepAsync()
    {
        lock (gate)
        {
            var changes = new List<PresenceChange>();
            var now = Now();
            foreach (var (id, user) in users.Where(user => user.Value.Marks.Values.Any(until => until <= now)).Take(MaxSwept).ToList())
            {
                Settle(id, user, now, changes);
            }

            return Task.FromResult<IReadOnlyList<PresenceChange>>(changes);
        }
    }

    public Task<IReadOnlyList<PresenceOfUser>> GetAsync(IReadOnlyList<string> userIds)
    {
        lock (gate)
        {
            var now = Now();
            return Task.FromResult<IReadOnlyList<PresenceOfUser>>([.. userIds.Select(id =>
                users.TryGetValue(id, out var user) && user.State != PresenceState.Offline ? new PresenceOfUser(id, user.State, now)
                : new PresenceOfUser(id, PresenceState.Offline, seen.TryGetValue(id, out var at) ? at : null))]);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<IReadOnlyList<PresenceChange>> ChangeAsync(IReadOnlyList<PresenceMark> marks, Action<User, PresenceMark, long> apply)
    {
        lock (gate)
        {
            var now = Now();
            var until = now + (long)PresenceMark.TimeToLive.TotalMilliseconds;
            var changes = new List<PresenceChange>();
            foreach (var mark in marks)
            {
                if (!users.TryGetValue(mark.UserId, out var user))
                {
                    users[mark.UserId] = user = new User();
                }

                apply(user, mark, until);
            }

            foreach (var id in marks.Select(static mark => mark.UserId).Distinct())
            {
                Settle(id, users[id], now, changes);
            }

            return Task.FromResult<IReadOnlyList<PresenceChange>>(changes);
        }
    }

    /// <summary>Drops what expired, and tells the state if it is another than was told last.</summary>
    private void Settle(string id, User user, long now, List<PresenceChange> changes)
    {
        foreach (var (mark, until) in user.Marks.Where(mark => mark.Value <= now).ToList())
        {
            user.Marks.Remove(mark);
            if (mark.Kind == PresenceMarkKind.Connection)
            {
                user.LastUntil = Math.Max(user.LastUntil, until);
            }
        }

        var kinds = user.Marks.Keys.Select(static mark => mark.Kind).ToHashSet();
        var state = !kinds.Contains(PresenceMarkKind.Connection) ? PresenceState.Offline
            : kinds.Contains(PresenceMarkKind.Call) ? PresenceState.InCall
            : PresenceState.Online;
        if (state != user.State)
        {
            var last = state != PresenceState.Offline || user.LastUntil == 0 ? now : user.LastUntil - (long)PresenceMark.TimeToLive.TotalMilliseconds;
            changes.Add(new PresenceChange(id, user.State, state, last));
            user.State = state;
            user.LastUntil = 0;
            if (state == PresenceState.Offline)
            {
                Remember(id, last);
            }
        }

        if (user.Marks.Count == 0)
        {
            users.Remove(id);
        }
    }

    private void Remember(string id, long at)
    {
        seen[id] = at;
        seenOrder.Enqueue((id, at));
        while (seenOrder.Count > MaxRemembered)
        {
            var (oldest, then) = seenOrder.Dequeue();
            if (seen.TryGetValue(oldest, out var newest) && newest == then)
            {
                seen.Remove(oldest);
            }
        }
    }

    private sealed class User
    {
        /// <summary>Each mark and when it expires.</summary>
        public Dictionary<(PresenceMarkKind Kind, string Id), long> Marks { get; } = [];

        /// <summary>As told last.</summary>
        public PresenceState State { get; set; }

        /// <summary>The latest expiry of the connections that are gone.</summary>
        public long LastUntil { get; set; }
    }
}
