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

    /// <summary>What names nobody is for accounts. Not a policy of the group: policies of group and endpoint must both hold.</summary>
    public static void Complete(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static item => item is IAuthorizeData or IAllowAnonymous))
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(User));
        }
    }

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(User, static policy => policy.RequireRole(UserRole));
        options.AddPolicy(UserOrGuest, static policy => policy.RequireRole(UserRole, GuestRole));
        options.AddPolicy(Moderator, static policy => policy.RequireRole(UserRole).AddRequirements(new ModeratorRequirement()));
    }
}
