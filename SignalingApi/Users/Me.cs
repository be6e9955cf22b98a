using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Moderation;

namespace Vidrn.SignalingApi.Users;

/// <summary>Who is logged in, as they see themselves.</summary>
/// <param name="Id">The account's id, or a guest's subject.</param>
/// <param name="Subject">Names them as room participant.</param>
/// <param name="Name">What they log in with; empty for a guest.</param>
/// <param name="DisplayName">What others are shown.</param>
/// <param name="Guest">Without an account.</param>
/// <param name="Role">`user` or `moderator`.</param>
/// <param name="Picture">Its address; null without one.</param>
/// <param name="Bio">About them.</param>
/// <param name="Native">Languages they speak.</param>
/// <param name="Learning">Languages they learn.</param>
/// <param name="Location">Where they are, in their words.</param>
/// <param name="Theme">Of the pages.</param>
/// <param name="Locale">Of the pages; empty for the browser's.</param>
/// <param name="Onboarded">Languages are named.</param>
/// <param name="Consent">Of age and terms; null before.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record Me(
    string Id, string Subject, string Name, string DisplayName, bool Guest, string Role, string? Picture, string Bio, IReadOnlyList<string> Native,
    IReadOnlyList<string> Learning, string Location, string Theme, string Locale, bool Onboarded, Consent? Consent, long CreatedAt)
{
    /// <summary>The ban that stands; null without one.</summary>
    public BanNotice? Ban { get; init; }

    public static Me Of(User user, Consent? consent) => new(
        user.Id.ToString(), Actor.SubjectOf(user.Id), user.Username, user.Name, false, user.IsModerator ? "moderator" : "user", user.PictureAddress, user.Bio,
        user.NativeList, user.LearningList, user.Location, user.Theme, user.Locale, user.IsOnboarded, consent, user.CreatedAt);

    public static Me OfGuest(Actor guest, Consent? consent) => new(
        guest.Subject, guest.Subject, "", guest.Name, true, "user", null, "", [], [], "", Themes.Standard, "", false, consent, 0);
}
