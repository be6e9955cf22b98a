using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>Inboxes.</summary>
internal static class NotificationsFeature
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<INotificationStore, SqliteNotificationStore>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<IPersonalData, NotificationData>();
    }

    public static void MapNotifications(this RouteGroupBuilder api) => NotificationEndpoints.Map(api);
}
