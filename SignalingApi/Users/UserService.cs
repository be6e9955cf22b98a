using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>What people say of themselves.</summary>
internal sealed class UserService(IUserStore users, ConsentService consents, BanList bans, AppEvents events)
{
    private const int MaxBioLength = 500;
    private const int MaxLocationLength = 80;

    private static readonly Refusal Gone = new("session-expired", StatusCodes.Status401Unauthorized, "The account is gone.");

    public async Task<Outcome<Me>> MeAsync(Actor actor)
    {
        var consent = await consents.FindAsync(actor);
        if (actor.IsGuest)
        {
            return Me.OfGuest(actor, consent);
        }

        return await users.FindAsync(actor.User) is { } user ? Me.Of(user, consent) with { Ban = await bans.NoticeAsync(actor.Subject) } : Gone;
    }

    /// <summary>Writes what was sent; answers the account as it is then.</summary>
    public async Task<Outcome<User>> UpdateAsync(Actor actor, ProfileRequest request)
    {
        if (await users.FindAsync(actor.User) is not { } user)
        {
            return Gone;
        }

        if (!Apply(user, request).TryGet(out var changed, out var refusal))
        {
            return refusal;
        }

        return await users.SetProfileAsync(changed) ? changed : Gone;
    }

    /// <summary>Tells the other pages of somebody what they are now.</summary>
    public Task TellAsync(Actor actor, Me me) => events.ToAsync(actor.Subject, "profile", new { user = me });

    private static Outcome<User> Apply(User user, ProfileRequest request)
    {
        var name = TextRules.Line(request.DisplayName ?? user.Name, 1, AccountRules.MaxNameLength);
        var bio = TextRules.Block(request.Bio ?? user.Bio, 0, MaxBioLength);
        var location = TextRules.Line(request.Location ?? user.Location, 0, MaxLocationLength);
        var native = request.Native is null ? user.Native : Languages.Join(request.Native);
        var learning = request.Learning is null ? user.Learning : Languages.Join(request.Learning);
        var theme = request.Theme ?? user.Theme;
        var locale = request.Locale ?? user.Locale;
        return name is null ? Refusal.Invalid($"displayName: 1 to {AccountRules.MaxNameLength} characters")
            : bio is null ? Refusal.Invalid($"bio: at most {MaxBioLength} characters")
            : location is null ? Refusal.Invalid($"location: at most {MaxLocationLength} characters")
            : native is null ? Refusal.Invalid($"native: at most {Languages.Max} language tags such as en, zh")
            : learning is null ? Refusal.Invalid($"learning: at most {Languages.Max} language tags such as en, zh")
            : !Themes.Has(theme) ? Refusal.Invalid("theme: one of the named themes, or system")
            : locale is not ("" or "en" or "zh") ? Refusal.Invalid("locale: en, zh or empty")
            : user with { Name = name, Bio = bio, Location = location, Native = native, Learning = learning, Theme = theme, Locale = locale };
    }
}
