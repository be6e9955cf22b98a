using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Leases among all nodes of one Redis. A flush frees them all, so what they guard must bear two holders for a moment.</summary>
internal sealed class RedisLocks(IRedis redis) : ILocks
{
    private static readonly RedisScript Script = RedisScript.Embedded("lock.lua");

    public async Task<Lease?> TryAcquireAsync(string name, TimeSpan duration)
    {
        var lease = new Lease(name, Guid.NewGuid().ToString("N"));
        var answer = await redis.ExecuteAsync("SET", (RedisKey)(RedisKeys.Lock + name), lease.Token, "NX", "PX", Milliseconds(duration));
        return answer.IsNull ? null : lease;
    }

    public async Task<bool> ExtendAsync(Lease lease, TimeSpan duration) => await RunAsync(lease, Milliseconds(duration));

    public async Task<bool> ReleaseAsync(Lease lease) => await RunAsync(lease, 0);

    private static long Milliseconds(TimeSpan duration) => Math.Max(1, (long)duration.TotalMilliseconds);

    private async Task<bool> RunAsync(Lease lease, long duration) =>
        (long)await redis.EvaluateAsync(Script, [RedisKeys.Lock + lease.Name], [lease.Token, duration]) == 1;
}
