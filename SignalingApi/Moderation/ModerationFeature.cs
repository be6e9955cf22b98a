using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Reports, bans, appeals.</summary>
internal static class ModerationFeature
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<IModerationStore, SqliteModerationStore>();
        services.AddSingleton<BanList>();
        services.AddHostedService(static services => services.GetRequiredService<BanList>());
        services.AddSingleton<BanService>();
        services.AddSingleton<ModerationViews>();
        services.AddSingleton<ModerationService>();
        services.AddSingleton<IPersonalData, ModerationData>();
    }

    public static void MapModeration(this RouteGroupBuilder api) => ModerationEndpoints.Map(api);
}
