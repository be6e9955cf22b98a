using System.Globalization;
using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Presence of all nodes of one Redis. Their clocks must agree within a few seconds.</summary>
internal sealed class RedisPresence(IRedis redis, TimeProvider time) : IPresence
{
    private const int MaxSwept = 500;
    private static readonly RedisScript Script = RedisScript.Embedded("presence.lua");
    private static readonly RedisKey[] Keys = [RedisKeys.PresenceStates, RedisKeys.PresenceDue, RedisKeys.PresenceSeen];

    public Task<IReadOnlyList<PresenceChange>> SetAsync(IReadOnlyList<PresenceMark> marks) => ChangeAsync("set", Flatten(marks));

    public Task<IReadOnlyList<PresenceChange>> ClearAsync(IReadOnlyList<PresenceMark> marks) => ChangeAsync("clear", Flatten(marks));

    public Task<IReadOnlyList<PresenceChange>> SweepAsync() => ChangeAsync("sweep", [MaxSwept]);

    public async Task<IReadOnlyList<PresenceOfUser>> GetAsync(IReadOnlyList<string> userIds)
    {
        var answer = await RunAsync("get", userIds.Select(static id => (RedisValue)id));
        var users = new List<PresenceOfUser>(userIds.Count);
        foreach (var (id, item) in userIds.Zip(answer))
        {
            var user = (RedisResult[])item!;
            var seen = (string)user[1]!;
            users.Add(new PresenceOfUser(id, (PresenceState)(int)user[0], seen.Length == 0 ? null : long.Parse(seen, CultureInfo.InvariantCulture)));
        }

        return users;
    }

    private static IEnumerable<RedisValue> Flatten(IReadOnlyList<PresenceMark> marks) =>
        marks.SelectMany(static mark => new RedisValue[] { mark.UserId, (mark.Kind == PresenceMarkKind.Connection ? "c" : "r") + mark.Id });

    private async Task<IReadOnlyList<PresenceChange>> ChangeAsync(string act, IEnumerable<RedisValue> arguments)
    {
        var answer = await RunAsync(act, arguments);
        var changes = new List<PresenceChange>(answer.Length);
        foreach (var item in answer)
        {
            var change = (RedisResult[])item!;
            changes.Add(new PresenceChange((string)change[0]!, (PresenceState)(int)change[1], (PresenceState)(int)change[2], (long)change[3]));
        }

        return changes;
    }

    private async Task<RedisResult[]> RunAsync(string act, IEnumerable<RedisValue> arguments)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var ttl = (long)PresenceMark.TimeToLive.TotalMilliseconds;
        return (RedisResult[])(await redis.EvaluateAsync(
            Script, Keys, [act, RedisKeys.PresenceOf, now, ttl, PresenceMark.MaxPerUser, .. arguments]))!;
    }
}
