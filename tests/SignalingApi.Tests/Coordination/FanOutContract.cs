using System.Net;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Calls;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>What is said on one node is known on another. An implementation for one node gives the same server twice.</summary>
public abstract class FanOutContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];

    private protected ApiServer One { get; private set; } = null!;

    private protected ApiServer Other { get; private set; } = null!;

    public async Task InitializeAsync() => (One, Other) = await StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var page in open)
        {
            await page.DisposeAsync();
        }

        await StopAsync();
    }

    [Fact]
    public async Task All_pages_of_a_person_are_told_once_wherever_they_are()
    {
        using var ada = await One.SignUpAsync();
        using var ben = await One.SignUpAsync();
        using var eve = await One.SignUpAsync();
        var (here, there, bens, eves) = (await PageAsync(One, ada), await PageAsync(Other, ada), await PageAsync(Other, ben), await PageAsync(Other, eve));
        foreach (var from in new[] { One, Other })
        {
            await from.Service<AppEvents>().ToAsync(ada.Subject, "alone", new { from = 1 });
            await from.Service<AppEvents>().ToAsync([ada.Subject, ben.Subject], "both", new { from = 1 });
            await from.Service<AppEvents>().ToAsync([ada.Subject, ben.Subject, eve.Subject], "end", new { from = 1 });
        }

        await CountAsync("end", 2, here, there, bens, eves);
        Assert.Equal([2, 2, 0, 0], new[] { here, there, bens, eves }.Select(static page => page.Events.Count(static e => e.Type == "alone")));
        Assert.Equal([2, 2, 2, 0], new[] { here, there, bens, eves }.Select(static page => page.Events.Count(static e => e.Type == "both")));
    }

    [Fact]
    public async Task One_page_alone_and_all_but_one_are_told_wherever_they_are()
    {
        using var ada = await One.SignUpAsync();
        using var ben = await One.SignUpAsync();
        await ada.BefriendAsync(ben);
        var (adas, near, far) = (await PageAsync(One, ada), await PageAsync(One, ben), await PageAsync(Other, ben));
        foreach (var (taken, other) in new[] { (far, near), (near, far) })
        {
            // The page that answers is told the way in, and so is the one that called; the callee's other page that it is over for it.
            var call = (await adas.StartAsync(ben)).IdText();
            await taken.EventAsync("call", data => data.IdText() == call && data.Text("state") == "ringing");
            await other.EventAsync("call", data => data.IdText() == call && data.Text("state") == "ringing");
            (await taken.AnswerAsync(call)).Must();
            Assert.True((await taken.EventAsync("call", data => data.IdText() == call && data.Text("state") == "in_call")).HasTicket());
            Assert.True((await adas.EventAsync("call", data => data.IdText() == call && data.Text("state") == "in_call")).HasTicket());
            var elsewhere = await other.EventAsync("call", data => data.IdText() == call && data.Text("state") == "ended");
            Assert.Equal(("answered-elsewhere", false), (elsewhere.Text("reason"), elsewhere.HasTicket()));
            (await adas.EndAsync(call)).Must();
            foreach (var page in new[] { adas, taken, other })
            {
                await page.EventAsync("call", data => data.IdText() == call && data.Text("state") == "ended" && data.Text("reason") == "hung-up");
            }

            Assert.DoesNotContain(other.Events, e => e.Type == "call" && e.Data.IdText() == call && e.Data.Text("state") == "in_call");
        }
    }

    [Fact]
    public async Task What_one_node_says_comes_in_its_order_and_whole()
    {
        const int count = 1_000;
        using var ada = await One.GuestAsync();
        var pages = new[] { await PageAsync(One, ada), await PageAsync(Other, ada) };
        var text = new string('é', 4_000);
        for (var i = 0; i < count; i++)
        {
            await One.Service<AppEvents>().ToAsync(ada.Subject, "number", new { i, text = i % 100 == 0 ? text : "" });
        }

        await CountAsync("number", count, pages);
        foreach (var page in pages)
        {
            var numbers = page.Events.Where(static e => e.Type == "number").ToList();
            Assert.Equal(Enumerable.Range(0, count), numbers.Select(static e => e.Data.GetProperty("i").GetInt32()));
            Assert.All(numbers.Where((_, i) => i % 100 == 0), e => Assert.Equal(text, e.Data.GetProperty("text").GetString()));
        }
    }

    [Fact]
    public async Task A_message_is_seen_alike_on_every_node()
    {
        using var ada = await One.SignUpAsync();
        using var ben = await One.SignUpAsync();
        var conversation = await ada.BeginAsync(ben);
        var (adas, near, far) = (await PageAsync(One, ada), await PageAsync(One, ben), await PageAsync(Other, ben));
        await adas.SayAsync(conversation, "here & <there> 😀");
        var (one, other) = (await near.EventAsync("message"), await far.EventAsync("message"));
        Assert.Equal("here & <there> 😀", other.Text("text"));
        Assert.Equal(one.GetRawText(), other.GetRawText());
    }

    [Fact]
    public async Task Who_logs_out_on_one_node_is_out_on_every_one()
    {
        using var ada = await One.SignUpAsync();
        using var there = At(Other, ada);
        var page = await PageAsync(Other, ada);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/users/me")).Status);
        (await ada.PostAsync("/api/auth/logout", new { })).Must();
        await page.EventAsync("session", static data => data.Text("kind") == "logged-out");
        await page.Closed.WaitAsync(HubClient.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/users/me")).Status);
    }

    [Fact]
    public async Task Who_is_banned_on_one_node_is_banned_on_every_one()
    {
        using var moderator = await One.ModeratorAsync();
        using var guest = await One.GuestAsync();
        using var there = At(Other, guest);
        var page = await PageAsync(Other, guest);
        (await there.GetAsync("/api/auth/me")).Must();
        (await moderator.PostAsync("/api/moderation/bans", new { userId = guest.Subject, hours = 1, reason = "rude" })).Must();
        await page.EventAsync("session", static data => data.Text("kind") == "banned");
        await page.Closed.WaitAsync(HubClient.Patience);
        Assert.True(Other.Service<RevokedSubjects>().Names(new Actor(guest.Subject, "", null, null, false)));
        await Eventually.TrueAsync(() => Other.Service<Vidrn.SignalingApi.Moderation.BanList>().Find(guest.Subject) is not null, "The other node does not know of the ban.");
    }

    /// <summary>Two nodes of one API; or one of it, twice.</summary>
    private protected abstract Task<(ApiServer One, ApiServer Other)> StartAsync();

    private protected abstract Task StopAsync();

    private protected async Task<HubClient> PageAsync(ApiServer server, ApiClient person)
    {
        using var client = At(server, person);
        var page = await HubClient.ConnectAsync(client);
        open.Add(page);
        (await page.CallAsync("Hello")).Must();
        return page;
    }

    /// <summary>The same person at a node.</summary>
    private protected static ApiClient At(ApiServer server, ApiClient person) => person.At(server.Address);

    private protected static async Task CountAsync(string type, int count, params HubClient[] pages)
    {
        foreach (var page in pages)
        {
            await Eventually.TrueAsync(() => page.Events.Count(e => e.Type == type) >= count, $"Not all of {type} came.");
            Assert.Equal(count, page.Events.Count(e => e.Type == type));
        }
    }
}
