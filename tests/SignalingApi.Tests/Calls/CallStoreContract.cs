using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>What every <see cref="ICallStore"/> keeps.</summary>
public abstract class CallStoreContract
{
    private static readonly Id Ada = new(1);
    private static readonly Id Ben = new(2);
    private static readonly Id Cid = new(3);

    internal abstract ICallStore Store { get; }

    [Fact]
    public async Task A_call_that_is_over_is_in_the_history_of_both()
    {
        var call = Then(Then(New(100), new CallAnswered(Ben, 2_000, "b")), new CallHungUp(Ada, 9_000));
        await Store.SaveAsync(call with { Version = 3 });
        var mine = Assert.Single(await Store.ListAsync(Ada, null, 10));
        Assert.Equal((1_000L, 2_000L, 9_000L, "hung-up", true, false), (mine.StartedAt, mine.AnsweredAt, mine.EndedAt, mine.Reason, mine.Video, mine.Missed));
        Assert.Equal([Ben], mine.Others);
        var theirs = Assert.Single(await Store.ListAsync(Ben, null, 10));
        Assert.Equal((Ada.Value, 2_000L, 9_000L), (theirs.FromId, theirs.JoinedAt, theirs.LeftAt));
        Assert.Empty(await Store.ListAsync(Cid, null, 10));
    }

    [Fact]
    public async Task A_call_that_goes_on_is_not_history_yet()
    {
        await Store.SaveAsync(New(100) with { Version = 1 });
        Assert.Empty(await Store.ListAsync(Ada, null, 10));
        Assert.Equal([new Id(100)], await Store.OpenAsync());
    }

    [Theory]
    [InlineData("no-answer", true)]
    [InlineData("cancelled", true)]
    [InlineData("declined", false)]
    public async Task Who_did_not_get_to_it_has_missed_it(string reason, bool missed)
    {
        var call = Then(New(100), reason switch
        {
            "no-answer" => new CallTick(40_000),
            "cancelled" => new CallCancelled(Ada, 2_000),
            _ => new CallDeclined(Ben, 2_000),
        });
        await Store.SaveAsync(call with { Version = 2 });
        Assert.Equal((reason, missed), (Assert.Single(await Store.ListAsync(Ben, null, 10)).OwnReason, Assert.Single(await Store.ListAsync(Ben, null, 10)).Missed));
        Assert.False(Assert.Single(await Store.ListAsync(Ada, null, 10)).Missed);
    }

    [Fact]
    public async Task An_older_state_that_comes_late_changes_nothing()
    {
        var ringing = New(100) with { Version = 1 };
        await Store.SaveAsync(Then(ringing, new CallDeclined(Ben, 2_000)) with { Version = 2 });
        await Store.SaveAsync(ringing);
        Assert.Equal("declined", Assert.Single(await Store.ListAsync(Ada, null, 10)).Reason);
        Assert.Empty(await Store.OpenAsync());
    }

    [Fact]
    public async Task History_is_paged_from_the_newest()
    {
        for (var id = 100; id < 110; id++)
        {
            await Store.SaveAsync(Then(New(id), new CallCancelled(Ada, 2_000)) with { Version = 2 });
        }

        Assert.Equal([109, 108, 107], (await Store.ListAsync(Ben, null, 3)).Select(static entry => entry.Id.Value));
        Assert.Equal([101, 100], (await Store.ListAsync(Ben, new Id(102), 3)).Select(static entry => entry.Id.Value));
    }

    [Fact]
    public async Task Calls_begun_are_counted()
    {
        await Store.SaveAsync(New(100) with { Version = 1 });
        Assert.Equal((1, 0, 0), (await Store.CountStartedAsync(Ada, 1_000), await Store.CountStartedAsync(Ada, 1_001), await Store.CountStartedAsync(Ben, 0)));
    }

    [Fact]
    public async Task What_a_server_left_open_is_closed_once()
    {
        await Store.SaveAsync(New(100) with { Version = 1 });
        await Store.CloseAsync(new Id(100), 5_000);
        await Store.CloseAsync(new Id(100), 6_000);
        var entry = Assert.Single(await Store.ListAsync(Ben, null, 10));
        Assert.Equal(("failed", 5_000L, true), (entry.Reason, entry.EndedAt, entry.Missed));
    }

    [Fact]
    public async Task Who_deletes_the_account_is_gone_from_it_and_the_others_keep_theirs()
    {
        await Store.SaveAsync(Then(New(100), new CallCancelled(Ada, 2_000)) with { Version = 2 });
        await Store.ForgetAsync(Ada);
        await Store.ForgetAsync(Ada);
        Assert.Empty(await Store.ListAsync(Ada, null, 10));
        var entry = Assert.Single(await Store.ListAsync(Ben, null, 10));
        Assert.Equal(0, entry.FromId);
        Assert.Empty(entry.Others);
        await Store.ForgetAsync(Ben);
        Assert.Empty(await Store.ListAsync(Ben, null, 10));
    }

    private static Call New(long id) => Then(null, new CallStarted(Ada, 1_000, new Id(id), Ben, true, "a"));

    private static Call Then(Call? call, CallEvent happened) => CallMachine.Apply(call, happened).Call!;
}

public sealed class SqliteCallStoreTests : CallStoreContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-calls-").FullName;
    private readonly SqliteDatabase database;

    public SqliteCallStoreTests()
    {
        var path = Path.Combine(folder, "test.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        database = new SqliteDatabase(path);
        Store = new SqliteCallStore(database);
    }

    internal override ICallStore Store { get; }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
