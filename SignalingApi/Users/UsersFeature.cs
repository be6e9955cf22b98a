namespace Vidrn.SignalingApi.Users;

/// <summary>Profiles.</summary>
internal static class UsersFeature
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<IUserStore, SqliteUserStore>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<UserService>();
    }
}
