using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Friends and blocks.</summary>
internal static class FriendsFeature
{
    public static void AddFriends(this IServiceCollection services)
    {
        services.AddSingleton(new FriendLimits());
        services.AddSingleton<IFriendStore, SqliteFriendStore>();
        services.AddSingleton<FriendLists>();
        services.AddSingleton<UserCards>();
        services.AddSingleton<FriendEvents>();
        services.AddSingleton<FriendService>();
        services.AddSingleton<BlockService>();
        services.AddSingleton<IPersonalData, FriendData>();
    }

    public static void MapFriends(this RouteGroupBuilder api) => FriendEndpoints.Map(api);
}
