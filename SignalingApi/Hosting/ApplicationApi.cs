using System.Text.Json.Serialization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>Puts the application API together: what its features need, their endpoints and their hub.</summary>
internal static class ApplicationApi
{
    /// <summary>The embedded store's file, below the data folder.</summary>
    public static string DatabasePath(string dataFolder) => Path.Combine(dataFolder, "vidrn.db");

    public static void AddApplicationApi(this IServiceCollection services, HostSettings host, ApiSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(services => new IdSource(services.GetRequiredService<TimeProvider>(), settings.Node));
        AddStore(services, host);
        services.AddCoordination(host.Redis);
        services.AddBlobs(host);
        services.AddAuth(host, settings);
        services.AddUsers();
        services.AddWire(settings.AllowedOrigins);
        services.AddFriends();
        services.AddPresence();
        services.AddNotifications(host, settings);
        services.AddChat();
        services.AddGroups();
        AddHub(services);
        services.AddMedia(host);
        services.AddMeetings();
        services.AddCalls();
        services.AddModeration();
        services.AddRandomCalls();
        services.AddApiDescription();
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        });
    }

    private static void AddStore(IServiceCollection services, HostSettings host)
    {
        services.AddSingleton(services =>
        {
            var path = DatabasePath(host.DataFolder);
            SqliteMigrations.Apply(path, services.GetRequiredService<TimeProvider>().GetUtcNow());
            return new SqliteDatabase(path);
        });
    }

    private static void AddHub(IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<AppHub>(static hub =>
        {
            hub.MaximumReceiveMessageSize = 64 * 1024;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.EnableDetailedErrors = true;
            hub.AddFilter<CallRateFilter>();
            hub.AddFilter<CallFaultFilter>();
            hub.AddFilter<OpenPages>();
            hub.AddFilter<PresencePages>();
            hub.AddFilter<CallPages>();
            hub.AddFilter<RandomCallPages>();
        }).AddJsonProtocol(static json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower)));
    }

    public static void UseApplicationApi(this WebApplication app, ApiSettings settings)
    {
        // Opened now: a database that cannot be used stops the start, and not the first visitor.
        _ = app.Services.GetRequiredService<SqliteDatabase>();
        _ = app.Services.GetRequiredService<AppEvents>();
        app.Services.GetRequiredService<RevokedSubjects>().LoadAsync().GetAwaiter().GetResult();
        var bans = app.Services.GetRequiredService<BanList>();
        bans.LoadAsync().GetAwaiter().GetResult();
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.UseCrossOrigin(settings.AllowedOrigins);
        limits.LimitAddresses(app);
        app.UseOriginGuard(settings.AllowedOrigins);
        app.UseAuthentication();
        limits.LimitActors(app);
        app.UseBanGuard(bans);
        app.UseAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api");
        ((IEndpointConventionBuilder)api).Finally(Policies.Complete);
        ((IEndpointConventionBuilder)api).Finally(BodyLimit.Complete);
        api.MapAuth();
        api.MapUsers();
        api.MapClientErrors();
        api.MapFriends();
        api.MapPresence();
        api.MapNotifications();
        api.MapChat();
        api.MapGroups();
        api.MapMedia();
        api.MapMeetings();
        api.MapCalls();
        api.MapModeration();
        app.MapHub<AppHub>(AppHub.Path, static options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.ApplicationMaxBufferSize = 128 * 1024;
            options.TransportMaxBufferSize = 128 * 1024;
        });
    }
}
