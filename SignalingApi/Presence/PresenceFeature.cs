using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Presence;

/// <summary>Who is here.</summary>
internal static class PresenceFeature
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddSingleton<ILastSeenStore, SqliteLastSeenStore>();
        services.AddSingleton<PresenceService>();
        services.AddSingleton<PresencePages>();
        services.AddSingleton<IRoomObserver, PresenceRooms>();
        services.AddSingleton<IPersonalData, PresenceData>();
        services.AddSingleton<PresenceGrace>();
        services.AddHostedService(static services => services.GetRequiredService<PresenceGrace>());
        services.AddHostedService<PresenceAnnouncer>();
        services.AddHostedService<PresenceHeartbeat>();
    }

    public static void MapPresence(this RouteGroupBuilder api) => PresenceEndpoints.Map(api);
}
