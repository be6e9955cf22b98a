using System.Text.Json;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Tests.Media;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>A server whose clock is moved by hand, and friends with open pages on it.</summary>
internal sealed class CallParty : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> open = [];
    private readonly List<ApiClient> people = [];

    private CallParty(ApiServer server, ManualTime time) => (Server, Time) = (server, time);

    public ApiServer Server { get; }

    public ManualTime Time { get; }

    public static async Task<CallParty> StartAsync(params (string Key, string Value)[] configuration)
    {
        var time = new ManualTime();
        return new CallParty(await ApiServer.StartAsync(time, [.. Rooms.NoJoinLimit, .. configuration]), time);
    }

    /// <summary>Somebody, who is friends with those.</summary>
    public async Task<ApiClient> FriendAsync(params ApiClient[] friends)
    {
        var person = await Server.SignUpAsync();
        foreach (var friend in friends)
        {
            await BefriendAsync(person, friend);
        }

        return person;
    }

    /// <summary>Two friends, each with an open page.</summary>
    public async Task<(ApiClient Ada, ApiClient Ben, HubClient Adas, HubClient Bens)> TwoAsync()
    {
        var ada = await FriendAsync();
        var ben = await FriendAsync(ada);
        people.AddRange([ada, ben]);
        return (ada, ben, await PageAsync(ada), await PageAsync(ben));
    }

    public async Task BefriendAsync(ApiClient one, ApiClient other)
    {
        var store = Server.Service<IFriendStore>();
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            await store.RequestAsync(new FriendRequest { Id = Server.Service<IdSource>().Next(), From = IdOf(from), To = IdOf(to), CreatedAt = Time.Now }, new FriendLimits());
        }
    }

    public async Task<HubClient> PageAsync(ApiClient person)
    {
        var page = await HubClient.ConnectAsync(person);
        open.Add(page);
        return page;
    }

    /// <summary>Goes into the room that a ticket names.</summary>
    public async Task<MediaClient> EnterAsync(JsonElement call)
    {
        var media = await MediaClient.JoinAsync(Server.Running, call.GetProperty("token").GetString()!);
        open.Add(media);
        return media;
    }

    public static Id IdOf(ApiClient person) => Id.Parse(person.UserId, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var one in open)
        {
            await one.DisposeAsync();
        }

        people.ForEach(static person => person.Dispose());

        await Server.DisposeAsync();
    }
}

/// <summary>Calls as pages make them.</summary>
internal static class CallPageActs
{
    public static async Task<JsonElement> StartAsync(this HubClient page, ApiClient callee, bool video = true) =>
        (await page.CallAsync("StartCall", new { userId = callee.UserId, video })).Must();

    public static Task<Reply> AnswerAsync(this HubClient page, string call) => page.CallAsync("AnswerCall", new { callId = call });

    public static Task<Reply> EndAsync(this HubClient page, string call) => page.CallAsync("EndCall", new { callId = call });

    public static Task<JsonElement> CallEventAsync(this HubClient page, string state, string? reason = null) =>
        page.EventAsync("call", data => data.Text("state") == state && (reason is null || data.Text("reason") == reason));

    public static string IdText(this JsonElement element) => element.Text("id");

    public static bool HasTicket(this JsonElement call) => call.GetProperty("token").ValueKind == JsonValueKind.String;
}
