using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Api;

/// <summary>The real server, and people with accounts on it.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly RunningServer server;
    private int people;

    private ApiServer(RunningServer server) => this.server = server;

    public Uri Address => server.Client.BaseAddress!;

    /// <summary>For the clients of the media hub.</summary>
    public RunningServer Running => server;

    public string Folder => server.Folder;

    /// <summary>Sends what it is told, with no cookie and no token.</summary>
    public HttpClient Http => server.Client;

    public static async Task<ApiServer> StartAsync(params (string Key, string Value)[] configuration) => new(await RunningServer.StartAsync([.. Roomy, .. configuration]));

    // All of a test's people come from one address.
    private static readonly (string Key, string Value)[] Roomy =
    [
        ("Vidrn:Api:RequestsPerSecondPerAddress", "100000"),
        ("Vidrn:Api:RequestsPerSecondPerActor", "100000"),
        ("Vidrn:Api:SignUpsPerHourPerAddress", "100000"),
        ("Vidrn:Api:GuestsPerHourPerAddress", "100000"),
        ("Vidrn:Api:MatchesPerMinutePerAddress", "100000"),
        ("Vidrn:Api:MatchesPerMinutePerActor", "100000"),
    ];

    /// <summary>As <see cref="StartAsync"/>, with another clock.</summary>
    public static async Task<ApiServer> StartAsync(TimeProvider clock, params (string Key, string Value)[] configuration) =>
        new(await RunningServer.StartAsync(builder => builder.Services.AddSingleton(clock), [.. Roomy, .. configuration]));

    /// <param name="configure">Services of its own.</param>
    public static async Task<ApiServer> StartAsync(Action<WebApplicationBuilder> configure) => new(await RunningServer.StartAsync(configure, Roomy));

    public T Service<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    /// <summary>Somebody without an account.</summary>
    public ApiClient Anonymous() => new(Address);

    /// <summary>Signs somebody up, under a username of their own.</summary>
    public async Task<ApiClient> SignUpAsync(string? username = null)
    {
        username ??= $"person{Interlocked.Increment(ref people)}";
        var client = new ApiClient(Address);
        client.Adopt((await client.PostAsync("/api/auth/signup", new { name = username, password = Password, displayName = $"The {username}" })).Must());
        return client;
    }

    /// <summary>Somebody without an account, but with a name.</summary>
    public async Task<ApiClient> GuestAsync(string displayName = "A guest")
    {
        var client = new ApiClient(Address);
        client.Adopt((await client.PostAsync("/api/auth/guest", new { displayName })).Must());
        return client;
    }

    /// <summary>Signs somebody up who is a moderator.</summary>
    public async Task<ApiClient> ModeratorAsync()
    {
        var client = await SignUpAsync();
        await Service<IUserStore>().SetModeratorAsync(Id.Parse(client.UserId, null), moderator: true);
        return client;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
