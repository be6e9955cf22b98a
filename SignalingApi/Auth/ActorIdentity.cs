using System.Security.Claims;

namespace Vidrn.SignalingApi.Auth;

/// <summary>An <see cref="Auth.Actor"/> as ASP.NET carries it; SignalR's user identifier is its subject.</summary>
internal sealed class ActorIdentity(Actor actor)
    : ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Subject), new Claim(ClaimTypes.Role, actor.IsGuest ? Policies.GuestRole : Policies.UserRole)], AccessTokenHandler.Scheme)
{
    public new Actor Actor { get; } = actor;
}
