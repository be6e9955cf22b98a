using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>What people say of themselves, and how they find each other.</summary>
internal sealed class UserService(IUserStore users, ConsentService consents)
{
    private static readonly Refusal Gone = new("session-expired", StatusCodes.Status401Unauthorized, "The account is gone.");

    public async Task<Outcome<Me>> MeAsync(Actor actor)
    {
        var consent = await consents.FindAsync(actor);
        if (actor.IsGuest)
        {
            return Me.OfGuest(actor, consent);
        }

        return await users.FindAsync(actor.User) is { } user ? Me.Of(user, consent) : Gone;
    }
}
