using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Empty queues on a Redis that several tests share.</summary>
internal static class RedisQueues
{
    public static async Task<RedisClient> OpenAsync(RedisServer server)
    {
        await server.FlushAsync();

        // What the queue does is tested here, and not how long a busy machine takes for it.
        var redis = new RedisClient(server.Options with { Timeout = HubClient.Patience }, NullLogger<RedisClient>.Instance);
        await Eventually.TrueAsync(async () => !(await redis.ExecuteAsync("GET", RedisKeys.MatchEpoch)).IsNull, "No epoch was written.");
        return redis;
    }

    public static RedisMatchQueue New(RedisClient redis, TimeProvider time, MatchOptions options, Func<string>? newRoomId)
    {
        // Done before the queue's first act, and not merely sent: a test that makes a second queue begins with an empty one.
        string[] keys = ["list", "set", "partners", "rooms", "since", "due", "cursor"];
        Task.WaitAll([.. keys.Select(key => redis.ExecuteAsync("DEL", (StackExchange.Redis.RedisKey)("vidrn:{match}:" + key)))]);
        return new RedisMatchQueue(redis, time, options, newRoomId);
    }
}
