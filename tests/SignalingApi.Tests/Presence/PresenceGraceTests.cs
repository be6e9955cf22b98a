using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Presence;

/// <summary>What friends are told of pages that close, with a clock that is moved.</summary>
public sealed class PresenceGraceTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly SqliteStoreFixture fixture = new();
    private readonly Lifetime lifetime = new();
    private readonly List<Id> told = [];
    private PresenceService presence = null!;
    private PresenceGrace grace = null!;
    private Id ada;

    public async Task InitializeAsync()
    {
        presence = new PresenceService(new InProcessPresence(time), new SqliteLastSeenStore(fixture.Database), NullLogger<PresenceService>.Instance);
        grace = new PresenceGrace(presence, time, lifetime);
        grace.Changed += told.Add;
        await grace.StartAsync(CancellationToken.None);
        ada = await fixture.UserAsync();
        await presence.ConnectAsync(ada, "one");
        Assert.Equal([ada], told);
        told.Clear();
    }

    public async Task DisposeAsync()
    {
        await grace.StopAsync(CancellationToken.None);
        grace.Dispose();
        fixture.Dispose();
    }

    [Fact]
    public async Task A_page_that_is_loaded_anew_was_never_gone()
    {
        await presence.DisconnectAsync(ada, "one");
        Assert.False(await presence.IsOnlineAsync(ada));
        Pass(PresenceGrace.Length - TimeSpan.FromMilliseconds(1));
        await presence.ConnectAsync(ada, "two");
        Pass(TimeSpan.FromMinutes(1));
        Assert.Empty(told);
    }

    [Fact]
    public async Task Who_does_not_come_back_is_told_as_gone_once()
    {
        await presence.DisconnectAsync(ada, "one");
        Pass(PresenceGrace.Length - TimeSpan.FromMilliseconds(1));
        Assert.Empty(told);
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal([ada], told);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Single(told);
        await presence.ConnectAsync(ada, "two");
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Each_close_has_its_own_grace()
    {
        await presence.DisconnectAsync(ada, "one");
        Pass(TimeSpan.FromSeconds(4));
        await presence.ConnectAsync(ada, "two");
        await presence.DisconnectAsync(ada, "two");
        Pass(TimeSpan.FromSeconds(4));
        Assert.Empty(told);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([ada], told);
    }

    [Fact]
    public async Task Who_logs_out_is_told_at_once()
    {
        await presence.DisconnectAsync(ada, "one", mayReturn: false);
        Assert.Equal([ada], told);
    }

    [Fact]
    public async Task A_page_that_comes_back_otherwise_than_it_went_is_told()
    {
        await presence.SetInCallAsync(Actor.SubjectOf(ada), true);
        told.Clear();
        await presence.DisconnectAsync(ada, "one");
        await presence.SetInCallAsync(Actor.SubjectOf(ada), false);
        await presence.ConnectAsync(ada, "two");
        Assert.Equal([ada], told);
    }

    [Fact]
    public async Task Who_expired_has_been_away_long_enough()
    {
        time.Advance(PresenceMark.TimeToLive);
        await presence.SweepAsync();
        Assert.Equal([ada], told);
    }

    [Fact]
    public async Task A_node_that_stops_leaves_nothing_untold()
    {
        var ben = await fixture.UserAsync();
        await presence.ConnectAsync(ben, "bens");
        told.Clear();
        await presence.DisconnectAsync(ada, "one");
        lifetime.StopApplication();
        Assert.Equal([ada], told);
        await presence.DisconnectAsync(ben, "bens");
        Assert.Equal([ada, ben], told);
    }

    private void Pass(TimeSpan length)
    {
        time.Advance(length);
        grace.Release();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();
    }
}
