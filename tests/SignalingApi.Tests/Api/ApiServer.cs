using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Api;

/// <summary>The real server, and people with accounts on it.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly RunningServer server;
    private int people;

    private ApiServer(RunningServer server) => this.server = server;

    public Uri Address => server.Client.BaseAddress!;

    public string Folder => server.Folder;

    /// <summary>Sends what it is told, with no cookie and no token.</summary>
    public HttpClient Http => server.Client;

    public static async Task<ApiServer> StartAsync(params (string Key, string Value)[] configuration) => new(await RunningServer.StartAsync(configuration));

    public T Service<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    /// <summary>Somebody without an account.</summary>
    public ApiClient Anonymous() => new(Address);

    /// <summary>Signs somebody up, under a username of their own.</summary>
    public async Task<ApiClient> SignUpAsync(string? username = null)
    {
        username ??= $"person{Interlocked.Increment(ref people)}";
        var client = new ApiClient(Address);
        client.Adopt((await client.PostAsync("/api/auth/signup", new { username, password = Password, name = $"The {username}" })).Must());
        return client;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
