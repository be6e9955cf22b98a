namespace Vidrn.SignalingApi.Users;

/// <summary>Profiles.</summary>
internal static class UsersFeature
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<IUserStore, SqliteUserStore>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<UserService>();
        services.AddSingleton<PeopleService>();
        services.AddSingleton<PictureService>();
        services.AddSingleton<AccountDeletion>();
        services.AddSingleton<IPersonalData, UserData>();
    }
}
