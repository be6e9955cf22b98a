using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>The keys of Redis, all under two hash tags, so that in a cluster each script finds its keys in one place.</summary>
internal static class RedisKeys
{
    /// <summary>The match queue.</summary>
    public const string Match = "vidrn:{match}:";

    /// <summary>Everything else.</summary>
    public const string Shared = "vidrn:{vidrn}:";

    public static readonly RedisKey MatchEpoch = Match + "epoch";
    public static readonly RedisKey SharedEpoch = Shared + "epoch";
    public static readonly RedisKey PresenceStates = Shared + "presence:states";
    public static readonly RedisKey PresenceDue = Shared + "presence:due";
    public static readonly RedisKey PresenceSeen = Shared + "presence:seen";

    /// <summary>Followed by the user id.</summary>
    public const string PresenceOf = Shared + "presence:of:";

    /// <summary>Followed by the cache key.</summary>
    public const string CacheValue = Shared + "cache:";

    /// <summary>Followed by the cache key.</summary>
    public const string CacheLease = Shared + "cache-lease:";

    /// <summary>Rises to make all cached values old at once.</summary>
    public static readonly RedisKey CacheGeneration = Shared + "cache-generation";

    /// <summary>Media nodes, each with the time until which it counts as alive.</summary>
    public static readonly RedisKey MediaNodes = Shared + "media-nodes";

    /// <summary>Orders to all media nodes.</summary>
    public const string RoomOrders = Shared + "room-orders";

    /// <summary>Followed by the API node: answers to its orders.</summary>
    public const string RoomReplies = Shared + "room-replies:";

    /// <summary>Followed by the watch and the media node: its room events.</summary>
    public const string RoomWatch = Shared + "room-watch:";

    /// <summary>What every API node must know.</summary>
    public const string FanOut = Shared + "fan-out";

    /// <summary>Followed by the name.</summary>
    public const string Lock = Shared + "lock:";
}
