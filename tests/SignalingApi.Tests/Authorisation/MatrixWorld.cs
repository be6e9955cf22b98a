using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>A server and one person of each role.</summary>
public sealed class MatrixWorld : IAsyncLifetime
{
    /// <summary>The media server's own: guarded by room tokens, and tested there.</summary>
    private static readonly string[] NotOurs = ["/api/media/rooms", "/api/media/revocations", "/api/media/admin"];

    private readonly Dictionary<string, ApiClient> people = [];

    internal static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        .. typeof(MatrixWorld).Assembly.GetTypes()
            .Where(static type => typeof(IMatrixRows).IsAssignableFrom(type) && !type.IsInterface)
            .SelectMany(static type => ((IMatrixRows)Activator.CreateInstance(type)!).Rows),
    ];

    internal static IReadOnlyList<string> Roles { get; } = ["anonymous", "guest", "user", "moderator", "banned"];

    /// <summary>What is left to who is banned.</summary>
    internal static IReadOnlyList<string> OpenToBanned { get; } =
    [
        "GET /api/auth/me", "POST /api/auth/login", "POST /api/auth/logout", "POST /api/auth/refresh", "GET /api/users/me", "GET /api/users/me/export",
        "DELETE /api/users/me", "POST /api/appeals",
    ];

    internal ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await ApiServer.StartAsync(("Vidrn:Api:MeetingMissesPerMinute", "100000"));
        foreach (var role in Roles)
        {
            people[role] = await MakeAsync(role);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var client in people.Values)
        {
            client.Dispose();
        }

        await Server.DisposeAsync();
    }

    internal static bool Allows(Access access, string role) => access switch
    {
        Access.Anyone => true,
        Access.UserOrGuest => role != "anonymous",
        Access.User => role is "user" or "moderator",
        _ => role == "moderator",
    };

    internal async Task<ApiClient> PersonAsync(string role, bool fresh) => fresh ? await MakeAsync(role) : people[role];

    /// <summary>What the server serves, in the words of <see cref="MatrixRow.Call"/>.</summary>
    internal IReadOnlyList<string> Calls()
    {
        var endpoints = Server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText is { } path && path.StartsWith("/api/", StringComparison.Ordinal)
                && !NotOurs.Any(other => path.StartsWith(other, StringComparison.Ordinal)))
            .SelectMany(static endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));
        var methods = typeof(AppHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static method => method.GetBaseDefinition().DeclaringType == typeof(AppHub))
            .Select(static method => $"Hub {method.GetCustomAttribute<HubMethodNameAttribute>()?.Name ?? method.Name}");
        return [.. endpoints.Concat(methods).Order(StringComparer.Ordinal)];
    }

    private async Task<ApiClient> MakeAsync(string role) => role switch
    {
        "anonymous" => Server.Anonymous(),
        "guest" => await Server.GuestAsync(),
        "moderator" => await Server.ModeratorAsync(),
        "banned" => await BanAsync(await Server.SignUpAsync()),
        _ => await Server.SignUpAsync(),
    };

    /// <summary>Bans somebody, who logs in again.</summary>
    private async Task<ApiClient> BanAsync(ApiClient person)
    {
        using var moderator = await Server.ModeratorAsync();
        (await moderator.PostAsync("/api/moderation/bans", new { userId = person.UserId, reason = "rude" })).Must();

        // A token of the second of the ban is refused like those before it.
        await Eventually.TrueAsync(
            async () =>
            {
                person.Adopt((await Server.Anonymous().PostAsync("/api/auth/login", new { name = person.Username, password = ApiServer.Password })).Must());
                return (await person.GetAsync("/api/users/me")).Code is null;
            },
            "Who is banned cannot log in.");
        return person;
    }
}
