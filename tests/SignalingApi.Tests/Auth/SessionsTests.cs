using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination.FanOut;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>Refreshing: rotation, the grace for tabs, and tokens that were copied.</summary>
public sealed class SessionsTests : IAsyncLifetime
{
    private static readonly ClientInfo Here = new("a browser", "here");

    private readonly SqliteStoreFixture store = new();
    private readonly StandingClock clock = new();
    private readonly User user = new() { Id = new Id(7), Username = "ada", Name = "Ada" };
    private SqliteAuditStore audit = null!;
    private RevokedSubjects revoked = null!;
    private Sessions sessions = null!;

    public async Task InitializeAsync()
    {
        audit = new SqliteAuditStore(store.Database);
        var ids = new IdSource(clock, 1);
        var users = new SqliteUserStore(store.Database);
        var sessionStore = new SqliteSessionStore(store.Database);
        revoked = new RevokedSubjects(sessionStore, clock, new InProcessFanOut());
        sessions = new Sessions(sessionStore, users, revoked, new AuditLog(audit, ids, clock, NullLogger<AuditLog>.Instance), ids, clock);
        await users.TryAddAsync(user);
    }

    public Task DisposeAsync()
    {
        store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_refresh_gives_the_next_token_of_the_same_session()
    {
        var open = await sessions.StartAsync(user, Here);
        var token = open.RefreshToken.ToString();
        for (var i = 0; i < 5; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(15));
            var next = (await sessions.RefreshAsync(token, Here)).Value;
            Assert.Equal(open.Id, next.Id);
            Assert.Equal(user.Id, next.User.Id);
            Assert.NotEqual(token, next.RefreshToken.ToString());
            token = next.RefreshToken.ToString();
        }
    }

    [Fact]
    public async Task Fifty_tabs_that_refresh_at_once_all_get_the_same_successor()
    {
        var token = (await sessions.StartAsync(user, Here)).RefreshToken.ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => sessions.RefreshAsync(token, Here))));
        Assert.Single(answers.Select(static answer => answer.Value.RefreshToken.ToString()).Distinct());
        Assert.Null((await sessions.RefreshAsync(answers[0].Value.RefreshToken.ToString(), Here)).Refusal);
    }

    [Fact]
    public async Task The_token_before_is_good_for_the_grace_and_then_counts_as_copied()
    {
        var first = (await sessions.StartAsync(user, Here)).RefreshToken.ToString();
        var second = (await sessions.RefreshAsync(first, Here)).Value.RefreshToken.ToString();
        clock.Advance(Sessions.Grace);
        Assert.Equal(second, (await sessions.RefreshAsync(first, Here)).Value.RefreshToken.ToString());
        clock.Advance(TimeSpan.FromSeconds(1));
        await AssertCopiedAsync(first, second);
    }

    [Fact]
    public async Task A_token_before_the_last_but_one_ends_the_session_at_once()
    {
        var first = (await sessions.StartAsync(user, Here)).RefreshToken.ToString();
        var second = (await sessions.RefreshAsync(first, Here)).Value.RefreshToken.ToString();
        var third = (await sessions.RefreshAsync(second, Here)).Value.RefreshToken.ToString();
        await AssertCopiedAsync(first, third);
    }

    [Fact]
    public async Task Who_invents_a_token_ends_nobodys_session()
    {
        var open = await sessions.StartAsync(user, Here);
        var good = open.RefreshToken.ToString();
        var invented = RefreshToken.Create(open.Id, new byte[RefreshToken.TagKeyLength]).ToString();
        var others = RefreshToken.Create(new Id(99), new byte[RefreshToken.TagKeyLength]).ToString();
        List<string?> bad = [null, "", "x", new string('A', good.Length), new string('-', 10_000), invented, others, good + "=", good[..^1], " " + good];
        for (var i = 0; i < good.Length; i++)
        {
            var changed = good.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            bad.Add(new string(changed));
        }

        foreach (var token in bad)
        {
            Assert.Equal("session-expired", (await sessions.RefreshAsync(token, Here)).Refusal?.Code);
        }

        Assert.Null((await sessions.RefreshAsync(good, Here)).Refusal);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_refreshes_it_and_after_its_longest_life()
    {
        var idle = (await sessions.StartAsync(user, Here)).RefreshToken.ToString();
        clock.Advance(Sessions.IdleLife);
        Assert.Equal("session-expired", (await sessions.RefreshAsync(idle, Here)).Refusal?.Code);

        var token = (await sessions.StartAsync(user, Here)).RefreshToken.ToString();
        for (var passed = TimeSpan.Zero; passed < Sessions.Life; passed += TimeSpan.FromDays(20))
        {
            token = (await sessions.RefreshAsync(token, Here)).Value.RefreshToken.ToString();
            clock.Advance(TimeSpan.FromDays(20));
        }

        Assert.Equal("session-expired", (await sessions.RefreshAsync(token, Here)).Refusal?.Code);
    }

    [Fact]
    public async Task Ended_sessions_are_refused_and_stay_so_after_a_restart()
    {
        var one = await sessions.StartAsync(user, Here);
        var two = await sessions.StartAsync(user, Here);
        var three = await sessions.StartAsync(user, Here);
        var told = new List<string>();
        revoked.Revoked += told.Add;
        await sessions.EndAllAsync(user.Id, two.Id);
        Assert.Equal(new[] { one.Id, three.Id }.Select(RevokedSubjects.KeyOf).Order(), told.Order());
        var again = new RevokedSubjects(new SqliteSessionStore(store.Database), clock, new InProcessFanOut());
        await again.LoadAsync();
        foreach (var list in new[] { revoked, again })
        {
            Assert.True(list.Covers(SessionAnswers.ActorOf(user, one.Id), clock.GetUtcNow().AddHours(1)));
            Assert.False(list.Covers(SessionAnswers.ActorOf(user, two.Id), clock.GetUtcNow()));
        }

        Assert.Equal("session-expired", (await sessions.RefreshAsync(one.RefreshToken.ToString(), Here)).Refusal?.Code);
        Assert.Null((await sessions.RefreshAsync(two.RefreshToken.ToString(), Here)).Refusal);
    }

    [Fact]
    public async Task A_token_issued_a_moment_after_a_revocation_is_good()
    {
        var actor = SessionAnswers.ActorOf(user, (await sessions.StartAsync(user, Here)).Id);
        await revoked.RevokeAsync(actor.Subject);
        Assert.True(revoked.Covers(actor, clock.GetUtcNow()));
        Assert.False(revoked.Covers(actor, clock.GetUtcNow().AddMilliseconds(1)));
    }

    [Fact]
    public async Task What_is_stored_is_no_token()
    {
        var first = await sessions.StartAsync(user, Here);
        var second = (await sessions.RefreshAsync(first.RefreshToken.ToString(), Here)).Value;
        var row = (await new SqliteSessionStore(store.Database).FindAsync(first.Id))!;
        var stored = string.Concat(new[] { row.TagKey, row.TokenHash, row.PreviousHash!, row.SealedSuccessor! }.Select(Convert.ToHexString));
        foreach (var token in new[] { first.RefreshToken, second.RefreshToken })
        {
            var secret = Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(token.ToString()).AsSpan(8, 32));
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        }
    }

    private async Task AssertCopiedAsync(string old, string current)
    {
        Assert.Equal("session-expired", (await sessions.RefreshAsync(old, Here)).Refusal?.Code);
        Assert.Equal("session-expired", (await sessions.RefreshAsync(current, Here)).Refusal?.Code);
        Assert.Empty(await sessions.ListAsync(SessionAnswers.ActorOf(user, new Id(1))));
        var entry = Assert.Single(await audit.ListAsync(null, 10));
        Assert.Equal(("auth.refresh-reused", "u7"), (entry.Action, entry.Subject));
    }
}
