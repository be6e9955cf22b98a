namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Who is in the queue of one process, in which state, and what is known of each. Not safe for threads.</summary>
internal sealed class QueueBook(MatchOptions options)
{
    private readonly LinkedList<string> waiting = new();
    private readonly Dictionary<string, LinkedListNode<string>> nodes = [];
    private readonly Dictionary<string, (string Partner, string Room)> pairs = [];
    private readonly Dictionary<string, User> users = [];
    private readonly Dictionary<string, (string Partner, long At)> last = [];
    private readonly long silentAfter = (long)options.SilentAfter.TotalMilliseconds;
    private readonly long timeToLive = (long)options.EntryTimeToLive.TotalMilliseconds;

    public int WaitingCount => waiting.Count;

    public bool IsWaiting(string id) => nodes.ContainsKey(id);

    public QueueState StateOf(string id) =>
        pairs.ContainsKey(id) ? QueueState.Matched : IsWaiting(id) ? QueueState.Waiting : QueueState.Absent;

    public string? PartnerOf(string id) => pairs.TryGetValue(id, out var pair) ? pair.Partner : null;

    public string? RoomOf(string id) => pairs.TryGetValue(id, out var pair) ? pair.Room : null;

    public QueuePlace PlaceOf(string id) => StateOf(id) switch
    {
        QueueState.Matched => new QueuePlace(id, QueueState.Matched, pairs[id].Partner, pairs[id].Room),
        QueueState.Waiting => new QueuePlace(id, QueueState.Waiting, WaitingSince: users[id].Since),
        _ => new QueuePlace(id, QueueState.Absent),
    };

    public int PositionOf(string id) => IsWaiting(id) ? waiting.TakeWhile(other => other != id).Count() + 1 : 0;

    public Match? MatchOf(string id) =>
        pairs.TryGetValue(id, out var pair) && users.TryGetValue(id, out var mine) && users.TryGetValue(pair.Partner, out var theirs)
        && mine.Entry is not null && theirs.Entry is not null
            ? Match.Of(pair.Room, mine.Entry, theirs.Entry)
            : null;

    public List<string> WaitingFrom(int start, int count) => [.. waiting.Skip(start).Take(count)];

    public bool HasEntry(string id) => users.TryGetValue(id, out var user) && user.Entry is not null;

    public long SinceOf(string id) => users[id].Since;

    /// <summary>The user's wishes, now; of one who is not in the queue, also whom it never meets.</summary>
    public void Write(MatchEntry entry, long now)
    {
        if (!users.TryGetValue(entry.UserId, out var user))
        {
            users[entry.UserId] = user = new User();
        }

        if (StateOf(entry.UserId) == QueueState.Absent)
        {
            user.Never.Clear();
        }

        user.Entry = entry;
        user.Never.UnionWith(entry.Never);
        user.Seen = now;
    }

    /// <summary>A place for a partner whose entry is not restored yet.</summary>
    public void Hold(string id, long now) => users[id] = new User { Seen = now };

    /// <summary>False: its entry is not there.</summary>
    public bool Refresh(string id, long now)
    {
        if (!HasEntry(id))
        {
            return false;
        }

        users[id].Seen = now;
        return true;
    }

    public void Enqueue(string id, bool inFront, long since)
    {
        nodes[id] = inFront ? waiting.AddFirst(id) : waiting.AddLast(id);
        users[id].Since = since;
    }

    public void Unqueue(string id)
    {
        if (nodes.Remove(id, out var node))
        {
            waiting.Remove(node);
        }
    }

    public void Pair(string one, string two, string room, long now)
    {
        pairs[one] = (two, room);
        pairs[two] = (one, room);
        last[one] = (two, now);
        last[two] = (one, now);
    }

    public void Unpair(string one, string two)
    {
        pairs.Remove(one);
        pairs.Remove(two);
    }

    public void Forget(string id)
    {
        Unqueue(id);
        users.Remove(id);
    }

    public bool IsStale(string id, long now) =>
        users.TryGetValue(id, out var user) && user.Seen + (pairs.ContainsKey(id) ? timeToLive : silentAfter) <= now;

    /// <summary>Those not refreshed in time, the longest stale first. Forgets old last partners, too.</summary>
    public List<string> Stale(long now, int count)
    {
        foreach (var (id, _) in last.Where(pair => now - pair.Value.At >= timeToLive).ToList())
        {
            last.Remove(id);
        }

        return [.. users.Where(user => IsStale(user.Key, now))
            .OrderBy(user => user.Value.Seen + (pairs.ContainsKey(user.Key) ? timeToLive : silentAfter))
            .ThenBy(static user => user.Key, StringComparer.Ordinal)
            .Select(static user => user.Key)
            .Take(count)];
    }

    public void Forbid(string one, string other, int bound)
    {
        if (HasEntry(one) && users[one].Never.Count < bound)
        {
            users[one].Never.Add(other);
        }
    }

    public bool IsForbidden(string one, string other) => users[one].Never.Contains(other) || users[other].Never.Contains(one);

    public bool Repeats(string one, string other, long now) => LastOf(one, now) == other || LastOf(other, now) == one;

    public bool Fit(string one, string other, long now)
    {
        var (first, second) = (users[one], users[other]);
        return MatchFit.Accepts(first.Entry!, MatchFit.Width(options, now - first.Since), second.Entry!)
            && MatchFit.Accepts(second.Entry!, MatchFit.Width(options, now - second.Since), first.Entry!);
    }

    public int Score(string one, string candidate, long now) =>
        MatchFit.Score(users[one].Entry!, users[candidate].Entry!, now - users[candidate].Since);

    public QueueSnapshot Snapshot() => new(
        [.. waiting],
        pairs.ToDictionary(static pair => pair.Key, static pair => pair.Value.Partner),
        pairs.ToDictionary(static pair => pair.Key, static pair => pair.Value.Room),
        nodes.Keys.ToHashSet());

    private string? LastOf(string id, long now) => last.TryGetValue(id, out var met) && now - met.At < timeToLive ? met.Partner : null;

    private sealed class User
    {
        /// <summary>Null: held for its partner, and not restored yet.</summary>
        public MatchEntry? Entry { get; set; }

        public HashSet<string> Never { get; } = [];

        /// <summary>When it began to wait.</summary>
        public long Since { get; set; }

        /// <summary>When it was last refreshed.</summary>
        public long Seen { get; set; }
    }
}
