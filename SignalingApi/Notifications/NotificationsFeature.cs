using Microsoft.Extensions.DependencyInjection.Extensions;
using Vidrn.Sfu.Observability;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>Inboxes and pushed messages.</summary>
internal static class NotificationsFeature
{
    public static void AddNotifications(this IServiceCollection services, HostSettings host, ApiSettings settings)
    {
        services.AddSingleton<INotificationStore, SqliteNotificationStore>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<IPersonalData, NotificationData>();
        AddPush(services, host, settings);
    }

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        NotificationEndpoints.Map(api);
        PushEndpoints.Map(api);
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        services.GetRequiredService<MetricsRegistry>().Add(services.GetRequiredService<PushMetrics>().Write);
    }

    private static void AddPush(IServiceCollection services, HostSettings host, ApiSettings settings)
    {
        services.AddSingleton(VapidKeys.LoadOrCreate(host.DataFolder));
        services.TryAddSingleton(new PushSettings { AllowedHosts = settings.PushAllowedHosts, Contact = settings.PushContact });
        services.AddSingleton<IPushSubscriptionStore, SqlitePushSubscriptionStore>();
        services.AddSingleton<PushQueue>();
        services.AddSingleton<PushHttp>();
        services.AddSingleton<VapidTokens>();
        services.AddSingleton<PushBackoff>();
        services.AddSingleton<PushService>();
        services.AddSingleton<NoticePusher>();
        services.AddSingleton<PushSender>();
        services.AddSingleton<PushMetrics>();
        services.AddSingleton<IPersonalData, PushData>();
        services.AddHostedService(static services => services.GetRequiredService<PushSender>());
    }
}
