using System.Security.Claims;

namespace Vidrn.SignalingApi.Auth;

/// <summary>An <see cref="Auth.Actor"/> as ASP.NET carries it; SignalR's user identifier is its subject.</summary>
internal sealed class ActorIdentity(Actor actor)
    : ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Subject), .. RolesOf(actor)], AccessTokenHandler.Scheme)
{
    public new Actor Actor { get; } = actor;

    private static IEnumerable<Claim> RolesOf(Actor actor)
    {
        yield return new Claim(ClaimTypes.Role, actor.IsGuest ? Policies.GuestRole : Policies.UserRole);
        if (actor.IsModerator)
        {
            yield return new Claim(ClaimTypes.Role, Policies.ModeratorRole);
        }
    }
}
