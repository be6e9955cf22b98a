using System.Collections.Concurrent;
using System.Text.Json;
using StackExchange.Redis;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;
using IRedis = Vidrn.SignalingApi.Coordination.IRedis;

namespace Vidrn.SignalingApi.Calls;

/// <summary>
/// The book of all nodes of one Redis. Each node remembers the calls that passed through it, and puts them back when Redis has lost
/// its data: the newest state that any node knows of a call stands.
/// </summary>
internal sealed class RedisCallBook : ICallBook, IDisposable
{
    private const int MaxDue = 200;
    private static readonly RedisScript Script = RedisScript.Embedded("calls.lua");
    private static readonly RedisKey[] Keys =
    [
        RedisKeys.Shared + "call:calls", RedisKeys.Shared + "call:versions", RedisKeys.Shared + "call:users", RedisKeys.Shared + "call:due",
        RedisKeys.Shared + "call:live",
    ];

    private readonly IRedis redis;
    private readonly IDisposable restoring;
    private readonly ConcurrentDictionary<Id, Call> known = new();

    public RedisCallBook(IRedis redis)
    {
        this.redis = redis;
        restoring = redis.OnRestored(restored => restored.DataLost ? RestoreAsync() : Task.CompletedTask);
    }

    public async Task<Call?> FindAsync(Id call)
    {
        var found = (string?)await redis.ExecuteAsync("HGET", Keys[0], call.ToString());
        return found is null ? null : Know(Read(found));
    }

    public async Task<Call?> OfUserAsync(Id user) => await ListAsync("of", user.ToString()) is [var call, ..] ? call : null;

    public async Task<BookAnswer> TrySaveAsync(Call changed)
    {
        var saved = changed with { Version = changed.Version + 1 };
        var answer = (string)(await redis.EvaluateAsync(Script, Keys, Arguments("save", saved, changed.Version)))!;
        if (answer == "saved")
        {
            return new BookAnswer(Know(saved), null);
        }

        return answer == "stale" ? BookAnswer.Stale : new BookAnswer(null, Id.Parse(answer, null));
    }

    public async Task RemoveAsync(Id call)
    {
        await redis.EvaluateAsync(Script, Keys, ["remove", call.ToString()]);
        if (known.TryGetValue(call, out var found) && found.IsOver)
        {
            known.TryRemove(call, out _);
        }
    }

    public Task<IReadOnlyList<Call>> DueAsync(long now) => ListAsync("due", now, MaxDue);

    public Task<IReadOnlyList<Call>> LiveAsync(int limit) => ListAsync("live", limit);

    public void Dispose() => restoring.Dispose();

    /// <summary>Puts back what this node knows of calls that go on. Public for tests: Redis tells when.</summary>
    public async Task RestoreAsync()
    {
        foreach (var call in known.Values.Where(static call => !call.IsOver))
        {
            await redis.EvaluateAsync(Script, Keys, Arguments("restore", call, call.Version));
        }
    }

    private static RedisValue[] Arguments(string act, Call call, long version) =>
    [
        act, call.Id.ToString(), version, JsonSerializer.Serialize(call), call.DueAt == long.MaxValue ? "" : call.DueAt, call.IsOver ? "1" : "0",
        .. call.Members.SelectMany(static member => new RedisValue[] { member.User.ToString(), member.IsLive ? "1" : "0" }),
    ];

    private async Task<IReadOnlyList<Call>> ListAsync(params RedisValue[] arguments)
    {
        var answer = (RedisResult[])(await redis.EvaluateAsync(Script, Keys, arguments))!;
        return [.. answer.Select(static item => (string?)item).OfType<string>().Select(text => Know(Read(text)))];
    }

    /// <summary>One that is over need not be put back: nobody waits for it.</summary>
    private Call Know(Call call)
    {
        if (call.IsOver)
        {
            known.TryRemove(call.Id, out _);
        }
        else
        {
            known.AddOrUpdate(call.Id, call, (_, present) => present.Version > call.Version ? present : call);
        }

        return call;
    }

    private static Call Read(string json) => JsonSerializer.Deserialize<Call>(json)!;
}
