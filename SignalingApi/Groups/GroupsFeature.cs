namespace Vidrn.SignalingApi.Groups;

/// <summary>Groups.</summary>
internal static class GroupsFeature
{
    public static void AddGroups(this IServiceCollection services)
    {
        services.AddSingleton<IGroupStore, SqliteGroupStore>();
        services.AddSingleton<GroupPresenter>();
        services.AddSingleton<GroupChanges>();
        services.AddSingleton<GroupService>();
        services.AddSingleton<GroupPictures>();
        services.AddHostedService<GroupPresence>();
    }

    public static void MapGroups(this RouteGroupBuilder api) => GroupEndpoints.Map(api);
}
