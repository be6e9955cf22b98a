namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// Who is here, from all connections of all nodes. Each change of a user is told once, to the caller whose act made it.
/// </summary>
/// <remarks>
/// A user is online with one open connection or more, and in a call while also in a room. Connections and rooms are marks that expire
/// <see cref="PresenceMark.TimeToLive"/> after they were last refreshed; every node refreshes its own each
/// <see cref="PresenceMark.RefreshEvery"/>, which also rebuilds them after Redis lost them. One node sweeps, so that a crash shows.
/// </remarks>
internal interface IPresence
{
    /// <summary>Adds the marks, or refreshes those that are there. At most 1,000.</summary>
    Task<IReadOnlyList<PresenceChange>> SetAsync(IReadOnlyList<PresenceMark> marks);

    /// <summary>Takes the marks away. At most 1,000.</summary>
    Task<IReadOnlyList<PresenceChange>> ClearAsync(IReadOnlyList<PresenceMark> marks);

    /// <summary>Takes expired marks away, of at most 500 users a call.</summary>
    Task<IReadOnlyList<PresenceChange>> SweepAsync();

    /// <summary>One answer for each id, in their order. At most 1,000.</summary>
    Task<IReadOnlyList<PresenceOfUser>> GetAsync(IReadOnlyList<string> userIds);
}

/// <summary>One reason a user is here: a connection, or a room the user is in.</summary>
internal readonly record struct PresenceMark(string UserId, PresenceMarkKind Kind, string Id)
{
    /// <summary>How long a mark stands unrefreshed.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(25);

    /// <summary>How often nodes refresh.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(8);

    /// <summary>Marks a user may have; more are not taken.</summary>
    public const int MaxPerUser = 64;

    /// <summary>A page's connection to the hub, by its connection id.</summary>
    public static PresenceMark Connection(string userId, string connectionId) => new(userId, PresenceMarkKind.Connection, connectionId);

    /// <summary>A room the user's media is in, by its id.</summary>
    public static PresenceMark Call(string userId, string roomId) => new(userId, PresenceMarkKind.Call, roomId);
}

/// <summary>What a mark stands for.</summary>
internal enum PresenceMarkKind
{
    Connection,
    Call,
}

/// <summary>How a user shows to friends.</summary>
internal enum PresenceState
{
    Offline,
    Online,
    InCall,
}

/// <summary>A user's state, and when the user was last here (milliseconds since 1970): now for who is here, null if not remembered.</summary>
internal readonly record struct PresenceOfUser(string UserId, PresenceState State, long? LastSeen);

/// <summary>A user's state changed. <paramref name="LastSeen"/>: the last sign of the user; to be stored when the user went offline.</summary>
internal readonly record struct PresenceChange(string UserId, PresenceState Before, PresenceState After, long LastSeen);

/// <summary>Questions about many users.</summary>
internal static class PresenceQueries
{
    private const int MaxAtOnce = 1_000;

    /// <summary>Those who are online or in a call.</summary>
    public static async Task<IReadOnlySet<string>> OnlineAmongAsync(this IPresence presence, IEnumerable<string> userIds)
    {
        var online = new HashSet<string>();
        foreach (var some in userIds.Chunk(MaxAtOnce))
        {
            foreach (var user in await presence.GetAsync(some))
            {
                if (user.State != PresenceState.Offline)
                {
                    online.Add(user.UserId);
                }
            }
        }

        return online;
    }

    /// <summary>How many of a group's members are online.</summary>
    public static async Task<int> CountOnlineAsync(this IPresence presence, IEnumerable<string> userIds) =>
        (await presence.OnlineAmongAsync(userIds)).Count;
}
