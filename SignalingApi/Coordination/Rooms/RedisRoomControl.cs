using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>
/// Room control of the media nodes of one Redis. An order goes to all of them, and the one that has the room does it; each answers. An
/// order is done when one node did it, refused when all that are alive refused it.
/// </summary>
/// <remarks>Throws <see cref="RedisUnavailableException"/> where an answer is missing: what was ordered may have been done.</remarks>
internal sealed class RedisRoomControl(IRedis redis, TimeProvider time) : IRoomControl, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly string name = NewName();
    private readonly MediaNodes nodes = new(redis, time);
    private readonly ConcurrentDictionary<string, RoomQuestion> questions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim starting = new(1);
    private RedisSubscription? replies;
    private Task? reading;

    /// <summary>Of a node or a watch: random, so that two of one name never meet.</summary>
    public static string NewName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public async Task<bool> CreateRoomAsync(string room, CancellationToken cancellation = default)
    {
        if (!RoomToken.IsId(room))
        {
            return false;
        }

        var alive = await nodes.AliveAsync();
        if (alive.Length == 0)
        {
            throw new RedisUnavailableException("no media node is alive");
        }

        // Where it is, if it is somewhere; else where its name falls.
        var node = alive.Length == 1 ? alive[0]
            : (await AskAsync(Order(RoomAct.Get) with { Room = room }, alive, cancellation)).Find(static reply => reply.Snapshot is not null)?.Node
            ?? alive.MaxBy(candidate => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(candidate + room))))!;
        return (await AskAsync(Order(RoomAct.Create) with { Room = room, Node = node }, [node], cancellation)).Exists(static reply => reply.Done);
    }

    public Task<bool> EndRoomAsync(string room, CancellationToken cancellation = default) =>
        DoAsync(Order(RoomAct.End) with { Room = room }, cancellation);

    public Task<bool> SetLockedAsync(string room, bool locked, CancellationToken cancellation = default) =>
        DoAsync(Order(RoomAct.SetLocked) with { Room = room, On = locked }, cancellation);

    public Task<bool> RemoveParticipantAsync(string room, string participantId, CancellationToken cancellation = default) =>
        DoAsync(Order(RoomAct.Remove) with { Room = room, ParticipantId = participantId }, cancellation);

    public Task<bool> SetBlockedAsync(string room, string participantId, TrackSources sources, bool blocked, CancellationToken cancellation = default) =>
        DoAsync(Order(RoomAct.SetBlocked) with { Room = room, ParticipantId = participantId, Sources = sources, On = blocked }, cancellation);

    public Task<bool> SetGrantsAsync(string room, string participantId, RoomGrants grants, CancellationToken cancellation = default) =>
        DoAsync(Order(RoomAct.SetGrants) with { Room = room, ParticipantId = participantId, Grants = grants }, cancellation);

    /// <remarks>All nodes must know it: whoever holds the token may go to any.</remarks>
    public async Task<bool> RevokeTokenAsync(string room, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellation = default)
    {
        var alive = await nodes.AliveAsync();
        var answers = await AskAsync(Order(RoomAct.RevokeToken) with { Room = room, TokenId = tokenId, ExpiresAt = expiresAt }, alive, cancellation);
        return answers.Count > 0 && answers.TrueForAll(static reply => reply.Done);
    }

    public async Task<RoomSnapshot?> GetRoomAsync(string room, CancellationToken cancellation = default) =>
        (await AskAsync(Order(RoomAct.Get) with { Room = room }, await nodes.AliveAsync(), cancellation)).Find(static reply => reply.Snapshot is not null)?.Snapshot;

    public async IAsyncEnumerable<RoomEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var watch = new RedisRoomWatch(redis, nodes, time, order => redis.PublishAsync(RedisKeys.RoomOrders, order.ToBytes()));
        await foreach (var roomEvent in watch.ReadAsync(cancellation).ConfigureAwait(false))
        {
            yield return roomEvent;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (replies is not null)
        {
            await replies.DisposeAsync();
            await reading!;
        }

        starting.Dispose();
    }

    private async Task<bool> DoAsync(RoomOrder order, CancellationToken cancellation) =>
        (await AskAsync(order, await nodes.AliveAsync(), cancellation)).Exists(static reply => reply.Done);

    private RoomOrder Order(RoomAct act) => new(NewName(), name, act);

    /// <summary>The answers: of all the nodes, or until one did it (where one is enough).</summary>
    private async Task<List<RoomReply>> AskAsync(RoomOrder order, string[] of, CancellationToken cancellation)
    {
        if (of.Length == 0)
        {
            return [];
        }

        await StartAsync();
        var question = new RoomQuestion(of, untilDone: order.Act != RoomAct.RevokeToken);
        questions[order.Id] = question;
        try
        {
            await redis.PublishAsync(RedisKeys.RoomOrders, order.ToBytes());
            return await question.Answered.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new RedisUnavailableException("a media node did not answer", e);
        }
        finally
        {
            questions.TryRemove(order.Id, out _);
        }
    }

    private async Task StartAsync()
    {
        if (Volatile.Read(ref reading) is not null)
        {
            return;
        }

        await starting.WaitAsync();
        try
        {
            if (reading is null)
            {
                replies = await redis.SubscribeAsync(RedisKeys.RoomReplies + name);
                Volatile.Write(ref reading, ReadAsync(replies));
            }
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task ReadAsync(RedisSubscription subscription)
    {
        await foreach (var message in subscription.Messages.ReadAllAsync())
        {
            if (RoomReply.From(message) is { } reply && questions.TryGetValue(reply.Id, out var question))
            {
                question.Take(reply);
            }
        }
    }
}
