using System.Collections.Concurrent;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>
/// Who is here. The pages and calls of this node are marks that it refreshes; those of a node that crashed expire. Guests have no
/// presence. While the coordination is away everybody counts as offline, and the next refresh after it is back puts that right.
/// </summary>
internal sealed class PresenceService(IPresence presence, ILastSeenStore lastSeen, ILogger<PresenceService> logger)
{
    /// <summary>Of <see cref="IPresence"/>'s calls.</summary>
    private const int MaxMarks = 1_000;

    private readonly ConcurrentDictionary<PresenceMark, byte> mine = new();

    /// <summary>Somebody's state changed; called on the thread of who made the change, so it must not wait.</summary>
    public event Action<PresenceShift>? Changed;

    /// <summary>Connections and rooms of this node.</summary>
    public int Marks => mine.Count;

    /// <summary>A page was opened.</summary>
    public Task ConnectAsync(Id user, string connectionId) => AddAsync(PresenceMark.Connection(user.ToString(), connectionId));

    /// <summary>A page was closed.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="connectionId">Which.</param>
    /// <param name="mayReturn">It may be on its way back: not after a log-out.</param>
    public Task DisconnectAsync(Id user, string connectionId, bool mayReturn = true) =>
        RemoveAsync(PresenceMark.Connection(user.ToString(), connectionId), mayReturn);

    /// <summary>An account is in a call or not. Rooms of the media server need no such word: their events tell by themselves.</summary>
    /// <param name="subject">A guest's is ignored.</param>
    /// <param name="inCall">Until it is said otherwise.</param>
    /// <param name="call">Distinguishes calls that overlap.</param>
    public Task SetInCallAsync(string subject, bool inCall, string call = "call")
    {
        if (Actor.UserOf(subject) is not { } user)
        {
            return Task.CompletedTask;
        }

        var mark = PresenceMark.Call(user.ToString(), call);
        return inCall ? AddAsync(mark) : RemoveAsync(mark);
    }

    /// <summary>Each one's state.</summary>
    public async Task<IReadOnlyDictionary<Id, PresenceView>> GetAsync(IReadOnlyCollection<Id> users)
    {
        var views = new Dictionary<Id, PresenceView>(users.Count);
        foreach (var some in users.Distinct().Chunk(MaxMarks))
        {
            foreach (var (id, found) in some.Zip(await FindAsync(some)))
            {
                views[id] = new PresenceView(found.State, found.LastSeen);
            }
        }

        var unknown = views.Where(static pair => pair.Value is { State: PresenceState.Offline, LastSeen: null }).Select(static pair => pair.Key).ToList();
        if (unknown.Count > 0)
        {
            foreach (var (id, at) in await lastSeen.GetAsync(unknown))
            {
                views[id] = new PresenceView(PresenceState.Offline, at);
            }
        }

        return views;
    }

    /// <summary>Those who have a page open.</summary>
    public async Task<IReadOnlySet<Id>> OnlineAmongAsync(IEnumerable<Id> users)
    {
        var online = new HashSet<Id>();
        foreach (var some in users.Distinct().Chunk(MaxMarks))
        {
            online.UnionWith(some.Zip(await FindAsync(some)).Where(static pair => pair.Second.State != PresenceState.Offline).Select(static pair => pair.First));
        }

        return online;
    }

    /// <summary>Has a page open.</summary>
    public async Task<bool> IsOnlineAsync(Id user) => (await OnlineAmongAsync([user])).Count == 1;

    /// <summary>Refreshes this node's marks; they expire without.</summary>
    public async Task RefreshAsync()
    {
        foreach (var marks in mine.Keys.Chunk(MaxMarks))
        {
            await ChangeAsync(() => presence.SetAsync(marks));

            // Those that went while they were refreshed would stand until they expire.
            var gone = marks.Where(mark => !mine.ContainsKey(mark)).ToList();
            if (gone.Count > 0)
            {
                await ChangeAsync(() => presence.ClearAsync(gone));
            }
        }
    }

    /// <summary>Takes away what expired.</summary>
    public Task SweepAsync() => ChangeAsync(presence.SweepAsync);

    /// <summary>This node stops: its pages are closed.</summary>
    public async Task ClearAsync()
    {
        foreach (var marks in mine.Keys.Chunk(MaxMarks))
        {
            foreach (var mark in marks)
            {
                mine.TryRemove(mark, out _);
            }

            await ChangeAsync(() => presence.ClearAsync(marks));
        }
    }

    private Task AddAsync(PresenceMark mark)
    {
        mine[mark] = 0;
        return ChangeAsync(() => presence.SetAsync([mark]));
    }

    private Task RemoveAsync(PresenceMark mark, bool mayReturn = false) =>
        mine.TryRemove(mark, out _) ? ChangeAsync(() => presence.ClearAsync([mark]), mayReturn) : Task.CompletedTask;

    private async Task ChangeAsync(Func<Task<IReadOnlyList<PresenceChange>>> act, bool mayReturn = false)
    {
        try
        {
            var changes = await act();
            await RememberAsync(changes);
            foreach (var change in changes)
            {
                if (Id.TryParse(change.UserId, null, out var user))
                {
                    Changed?.Invoke(new PresenceShift(user, change.Before, change.After, mayReturn && change.After == PresenceState.Offline));
                }
            }
        }
        catch (RedisUnavailableException)
        {
            // The refresh makes up for it.
        }
    }

    /// <summary>Who comes is remembered as well as who goes: a server that crashes tells of nobody's going.</summary>
    private async Task RememberAsync(IReadOnlyList<PresenceChange> changes)
    {
        var times = changes.Where(static change => change.Before == PresenceState.Offline || change.After == PresenceState.Offline)
            .Select(static change => (User: Id.TryParse(change.UserId, null, out var id) ? id : default, At: change.LastSeen))
            .Where(static pair => pair.User.Value > 0).ToList();
        if (times.Count == 0)
        {
            return;
        }

        try
        {
            await lastSeen.SetAsync(times);
        }
        catch (Storage.StoreBusyException)
        {
            PresenceLog.LastSeenLost(logger, times.Count);
        }
    }

    private async Task<IReadOnlyList<PresenceOfUser>> FindAsync(Id[] users)
    {
        var ids = users.Select(static user => user.ToString()).ToList();
        try
        {
            return await presence.GetAsync(ids);
        }
        catch (RedisUnavailableException)
        {
            return [.. ids.Select(static id => new PresenceOfUser(id, PresenceState.Offline, null))];
        }
    }
}

/// <summary>Somebody's state changed.</summary>
/// <param name="MayReturn">Offline, since the last page was closed, perhaps to be loaded anew.</param>
internal readonly record struct PresenceShift(Id User, PresenceState Before, PresenceState After, bool MayReturn);
