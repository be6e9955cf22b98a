using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using Vidrn.SignalingApi.Coordination;
using IRedis = Vidrn.SignalingApi.Coordination.IRedis;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>The match queue of all nodes of one Redis: each method one Lua script. The nodes' clocks must agree within a few seconds.</summary>
internal sealed class RedisMatchQueue(IRedis redis, TimeProvider time, MatchOptions options, Func<string>? newRoomId = null) : IMatchQueue
{
    private const int MaxSwept = 256;
    private static readonly RedisScript JoinScript = Script("queue-join.lua");
    private static readonly RedisScript NextScript = Script("queue-next.lua");
    private static readonly RedisScript EndScript = Script("queue-end.lua");
    private static readonly RedisScript ForbidScript = Script("queue-forbid.lua");
    private static readonly RedisScript TryMatchScript = Script("queue-try-match.lua");
    private static readonly RedisScript RefreshScript = Script("queue-refresh.lua");
    private static readonly RedisScript RestoreScript = Script("queue-restore.lua");
    private static readonly RedisScript SweepScript = Script("queue-sweep.lua");
    private static readonly RedisScript FindScript = Script("queue-find.lua");
    private static readonly RedisScript SnapshotScript = Script("queue-snapshot.lua");
    private static readonly RedisKey[] Keys =
    [
        RedisKeys.Match + "list", RedisKeys.Match + "set", RedisKeys.Match + "partners", RedisKeys.Match + "rooms", RedisKeys.Match + "since",
        RedisKeys.Match + "due", RedisKeys.Match + "cursor", RedisKeys.MatchEpoch, RedisKeys.Match + "built",
    ];

    private readonly Func<string> newRoomId = newRoomId ?? MatchRoomId.New;

    public Task<QueueResult> JoinAsync(MatchEntry entry)
    {
        entry = entry.Normalised();
        return ActAsync(JoinScript, 1, entry.UserId, entry.ToJson(), NeverOf(entry));
    }

    public Task<QueueResult> NextAsync(string userId, string? roomId = null) => ActAsync(NextScript, 2, Id(userId), roomId ?? "", 0);

    public Task<QueueResult> ReportAsync(string userId, string? roomId = null) => ActAsync(NextScript, 2, Id(userId), roomId ?? "", 1);

    public Task<QueueResult> LeaveAsync(string userId, string? roomId = null) => ActAsync(EndScript, 1, Id(userId), roomId ?? "", "leave");

    public Task<QueueResult> DisconnectAsync(string userId, string? roomId = null) =>
        ActAsync(EndScript, 1, Id(userId), roomId ?? "", "disconnect");

    public Task<QueueResult> ForbidAsync(string userId, string otherId) => ActAsync(ForbidScript, 2, Id(userId), Id(otherId));

    public Task<QueueResult> RestoreAsync(MatchEntry entry, QueuePlace told)
    {
        entry = entry.Normalised();
        return ActAsync(
            RestoreScript,
            0,
            entry.UserId,
            entry.ToJson(),
            NeverOf(entry),
            (int)told.State,
            told.State == QueueState.Matched ? Id(told.PartnerId!) : "",
            told.State == QueueState.Matched ? told.RoomId! : "",
            told.WaitingSince);
    }

    public Task<QueueResult> SweepAsync() => ActAsync(SweepScript, MaxSwept, "", (RedisValue)MaxSwept);

    public Task<QueueResult> FindAsync(string userId) => ActAsync(FindScript, 0, Id(userId));

    public async Task<MatchRound> TryMatchAsync()
    {
        var answer = (RedisResult[])(await RunAsync(TryMatchScript, options.LookAhead, []))!;
        return new MatchRound(ReadMatches(answer[0]), (int)answer[1] == 1);
    }

    public async Task<IReadOnlyList<QueuePlace>> RefreshAsync(IReadOnlyList<string> userIds)
    {
        if (userIds.Count == 0)
        {
            return [];
        }

        var answer = (RedisResult[])(await RunAsync(RefreshScript, 0, [.. userIds.Select(static id => (RedisValue)id)]))!;
        return [.. userIds.Zip(answer, ReadPlace)];
    }

    public async Task<IReadOnlyList<string>> ListWaitingAsync() => (string[])(await redis.ExecuteAsync("LRANGE", Keys[0], 0, -1))!;

    public async Task<int> CountWaitingAsync() => (int)await redis.ExecuteAsync("SCARD", Keys[1]);

    public async Task<QueueSnapshot> SnapshotAsync()
    {
        var answer = (RedisResult[])(await RunAsync(SnapshotScript, 0, []))!;
        return new QueueSnapshot((string[])answer[0]!, ReadHash(answer[1]), ReadHash(answer[2]), ((string[])answer[3]!).ToHashSet());
    }

    private static RedisScript Script(string file) => RedisScript.Embedded("queue.lua", file);

    private static string Id(string id)
    {
        MatchEntry.CheckId(id);
        return id;
    }

    private static string NeverOf(MatchEntry entry) => JsonSerializer.Serialize(entry.Never);

    private async Task<QueueResult> ActAsync(RedisScript script, int rooms, string userId, params RedisValue[] arguments)
    {
        // A sweep is about nobody; its own argument takes the user's place.
        var answer = (RedisResult[])(await RunAsync(script, rooms, userId.Length == 0 ? arguments : [userId, .. arguments]))!;
        var place = ReadPlace(userId, answer[0]);
        var (mine, partners) = ((string)answer[3]!, (string)answer[4]!);
        return new QueueResult
        {
            Place = place,
            IsFull = (int)answer[1] == 1,
            Position = (int)answer[2],
            Match = mine.Length == 0 || partners.Length == 0
                ? null
                : Match.Of(place.RoomId!, MatchEntry.FromJson(mine), MatchEntry.FromJson(partners)),
            Ended = ReadEnded(answer[5]),
            Matches = ReadMatches(answer[6]),
        };
    }

    private async Task<RedisResult> RunAsync(RedisScript script, int rooms, RedisValue[] arguments)
    {
        var fresh = new string[rooms];
        for (var i = rooms - 1; i >= 0; i--)
        {
            // The script takes the last first.
            fresh[i] = newRoomId();
        }

        return await redis.EvaluateAsync(
            script,
            Keys,
            [
                RedisKeys.Match, time.GetUtcNow().ToUnixTimeMilliseconds(), Milliseconds(options.SilentAfter),
                Milliseconds(options.EntryTimeToLive), options.Capacity, options.LookAhead, Milliseconds(options.WidenAfter[0]),
                Milliseconds(options.WidenAfter[1]), Milliseconds(options.WidenAfter[2]), Milliseconds(options.RepeatAfter),
                JsonSerializer.Serialize(fresh), .. arguments,
            ]);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static QueuePlace ReadPlace(string userId, RedisResult result)
    {
        var place = (RedisResult[])result!;
        var state = (QueueState)(int)place[0];
        return state == QueueState.Matched
            ? new QueuePlace(userId, state, (string)place[1]!, (string)place[2]!)
            : new QueuePlace(userId, state, WaitingSince: (long)place[3]);
    }

    private static List<Match> ReadMatches(RedisResult result) =>
        [.. ((RedisResult[])result!).Select(static item =>
        {
            var match = (string[])item!;
            return Match.Of(match[0], MatchEntry.FromJson(match[1]), MatchEntry.FromJson(match[2]));
        })];

    private static List<MatchEnd> ReadEnded(RedisResult result) =>
        [.. ((RedisResult[])result!).Select(static item =>
        {
            var end = (RedisResult[])item!;
            var reason = Enum.Parse<MatchEndReason>((string)end[3]!, ignoreCase: true);
            return new MatchEnd((string)end[0]!, (string)end[1]!, (string)end[2]!, reason, (int)end[4] == 1);
        })];

    private static Dictionary<string, string> ReadHash(RedisResult result) =>
        ((string[])result!).Chunk(2).ToDictionary(static pair => pair[0], static pair => pair[1]);
}
