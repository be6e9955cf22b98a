using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>What every <see cref="ISessionStore"/> must do.</summary>
public abstract class SessionStoreContract
{
    private protected abstract ISessionStore Store { get; }

    [Fact]
    public async Task A_session_comes_back_as_it_was_written()
    {
        var session = SessionOf(1, 7);
        await Store.AddAsync(session, 10);
        var found = await Store.FindAsync(new Id(1));
        Assert.NotNull(found);
        Assert.Equal(session with { TagKey = found.TagKey, TokenHash = found.TokenHash }, found);
        Assert.Equal(session.TagKey, found.TagKey);
        Assert.Equal(session.TokenHash, found.TokenHash);
        Assert.Null(await Store.FindAsync(new Id(2)));
    }

    [Fact]
    public async Task Of_many_rotations_of_one_token_one_wins_and_all_see_it()
    {
        await Store.AddAsync(SessionOf(1, 7), 10);
        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(n =>
            Store.RotateAsync(new Id(1), [1, 1], new Rotation([2, (byte)n], [3, (byte)n], 100 + n, 5000, "there"))));
        Assert.Single(answers.Select(static answer => answer!.TokenHash[1]).Distinct());
        var winner = answers[0]!;
        Assert.Equal([1, 1], winner.PreviousHash);
        Assert.Equal(winner.TokenHash[1], winner.SealedSuccessor![1]);
        Assert.Equal((100 + winner.TokenHash[1], 5000, "there"), (winner.RefreshedAt, winner.ExpiresAt, winner.Address));
        Assert.Null(await Store.RotateAsync(new Id(9), [1, 1], new Rotation([2], [3], 1, 2, "")));
    }

    [Fact]
    public async Task The_oldest_beyond_the_bound_and_the_expired_of_all_go()
    {
        await Store.AddAsync(SessionOf(1, 8) with { ExpiresAt = 50 }, 3);
        for (var n = 2; n <= 6; n++)
        {
            await Store.AddAsync(SessionOf(n, 7) with { RefreshedAt = n, CreatedAt = 50 + n }, 3);
        }

        Assert.Equal([6, 5, 4], (await Store.ListAsync(new Id(7))).Select(static session => session.Id.Value));
        Assert.Empty(await Store.ListAsync(new Id(8)));
    }

    [Fact]
    public async Task Only_its_owner_deletes_a_session()
    {
        await Store.AddAsync(SessionOf(1, 7), 10);
        await Store.AddAsync(SessionOf(2, 7), 10);
        await Store.AddAsync(SessionOf(3, 8), 10);
        Assert.False(await Store.DeleteAsync(new Id(8), new Id(1)));
        Assert.True(await Store.DeleteAsync(new Id(7), new Id(1)));
        Assert.False(await Store.DeleteAsync(new Id(7), new Id(1)));
        Assert.Equal([], await Store.DeleteAllAsync(new Id(7), new Id(2)));
        Assert.Equal([new Id(2)], await Store.DeleteAllAsync(new Id(7), null));
        Assert.NotNull(await Store.FindAsync(new Id(3)));
    }

    [Fact]
    public async Task Revocations_are_kept_until_they_are_old()
    {
        await Store.AddRevocationAsync("u1", 100, 0);
        await Store.AddRevocationAsync("u1", 200, 0);
        await Store.AddRevocationAsync("s2", 300, 0);
        Assert.Equal([("s2", 300), ("u1", 200)], (await Store.RevocationsAsync()).Order());
        await Store.AddRevocationAsync("u3", 400, 250);
        Assert.Equal([("s2", 300), ("u3", 400)], (await Store.RevocationsAsync()).Order());
    }

    private static Session SessionOf(long id, long user) => new()
    {
        Id = new Id(id),
        UserId = new Id(user),
        TagKey = [9, 9],
        TokenHash = [1, 1],
        RefreshedAt = 10,
        CreatedAt = 10,
        ExpiresAt = 1000,
        Client = "a browser",
        Address = "here",
    };
}

public sealed class SqliteSessionStoreTests : SessionStoreContract, IDisposable
{
    private readonly SqliteStoreFixture store = new();

    private protected override ISessionStore Store => new SqliteSessionStore(store.Database);

    public void Dispose() => store.Dispose();
}
