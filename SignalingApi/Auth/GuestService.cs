using System.Buffers.Text;
using System.Security.Cryptography;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>People without an account: a name, and an identity that is as long as its token.</summary>
internal static class GuestService
{
    private const int IdentityBytes = 15;

    /// <param name="displayName">What others are shown.</param>
    /// <param name="present">Who asks. A guest who asks again keeps the identity.</param>
    public static Outcome<Actor> Welcome(string? displayName, Actor? present)
    {
        if (TextRules.Line(displayName, 1, AccountRules.MaxNameLength) is not { } name)
        {
            return Refusal.Invalid($"displayName: 1 to {AccountRules.MaxNameLength} characters");
        }

        if (present is { IsGuest: false })
        {
            return Refusal.Conflict("Log out first.");
        }

        return present is { } guest
            ? guest with { Name = name }
            : new Actor($"g{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdentityBytes))}", name, null, null, false);
    }
}
