using Microsoft.AspNetCore.Authorization;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Asks the store, and not the token, who is a moderator: who was one a minute ago is none.</summary>
internal sealed class ModeratorCheck(IUserStore users) : AuthorizationHandler<ModeratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ModeratorRequirement requirement)
    {
        if (Actor.Find(context.User) is { UserId: { } user } && await users.FindAsync(user) is { IsModerator: true })
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>An account that judges reports.</summary>
internal sealed class ModeratorRequirement : IAuthorizationRequirement;
