using Microsoft.AspNetCore.Authorization;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Who may call an endpoint. Without a policy of its own an endpoint of the API is for accounts.</summary>
internal static class Policies
{
    /// <summary>An account.</summary>
    public const string User = "user";

    /// <summary>An account or a guest.</summary>
    public const string UserOrGuest = "user-or-guest";

    /// <summary>An account that judges reports.</summary>
    public const string Moderator = "moderator";

    public const string UserRole = "user";
    public const string GuestRole = "guest";
    public const string ModeratorRole = "moderator";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(User, static policy => policy.RequireRole(UserRole));
        options.AddPolicy(UserOrGuest, static policy => policy.RequireRole(UserRole, GuestRole));
        options.AddPolicy(Moderator, static policy => policy.RequireRole(ModeratorRole));
    }
}
