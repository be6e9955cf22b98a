namespace Vidrn.SignalingApi.Coordination;

/// <summary>A kind of cached answers, and how long they live when nothing drops them.</summary>
internal sealed record CacheFamily(string Name, TimeSpan TimeToLive)
{
    /// <summary>By user id.</summary>
    public static readonly CacheFamily RecommendedUsers = new("recommended", TimeSpan.FromMinutes(5));

    /// <summary>By user id.</summary>
    public static readonly CacheFamily Friends = new("friends", TimeSpan.FromMinutes(10));

    /// <summary>Friend requests to a user; by user id.</summary>
    public static readonly CacheFamily IncomingRequests = new("incoming", TimeSpan.FromMinutes(2));

    /// <summary>Friend requests of a user; by user id.</summary>
    public static readonly CacheFamily OutgoingRequests = new("outgoing", TimeSpan.FromMinutes(2));

    /// <summary>The newest messages of a group; by group id.</summary>
    public static readonly CacheFamily GroupHistory = new("group-history", TimeSpan.FromMinutes(30));

    /// <summary>The key of one answer.</summary>
    public CacheKey Of(string id) => new(this, id);
}

/// <summary>One answer of a family.</summary>
internal readonly record struct CacheKey(CacheFamily Family, string Id)
{
    public override string ToString() => $"{Family.Name}:{Id}";
}
