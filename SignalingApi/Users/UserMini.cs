using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>Somebody, as shown beside what they did.</summary>
/// <param name="Id">The account's id, or a guest's subject.</param>
/// <param name="DisplayName">What others are shown.</param>
/// <param name="Picture">Its address on this server; null without one. It changes with the picture.</param>
/// <param name="Guest">Without an account.</param>
internal sealed record UserMini(string Id, string DisplayName, string? Picture, bool Guest)
{
    /// <summary>In the place of an account that was deleted.</summary>
    public static UserMini Deleted(Id id) => new(id.ToString(), "", null, false);

    public static UserMini Of(User user) => new(user.Id.ToString(), user.Name, user.PictureAddress, false);

    public static UserMini OfGuest(string subject, string name) => new(subject, name, null, true);
}
