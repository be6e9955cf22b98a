using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>Accounts and what they say of themselves.</summary>
internal interface IUserStore
{
    /// <summary>False when the username is taken.</summary>
    Task<bool> TryAddAsync(User user);

    Task<User?> FindAsync(Id id);

    /// <summary>Whom of them there is, in any order.</summary>
    Task<IReadOnlyList<User>> FindAllAsync(IReadOnlyCollection<Id> ids);

    /// <param name="username">In any case.</param>
    Task<User?> FindByUsernameAsync(string username);

    /// <summary>Writes name, bio, location, languages, theme and locale; false when the account is gone.</summary>
    Task<bool> SetProfileAsync(User user);

    Task<bool> SetPasswordAsync(Id id, string passwordHash);

    Task<bool> SetModeratorAsync(Id id, bool moderator);

    Task<IReadOnlyList<User>> ModeratorsAsync();

    /// <summary>Those whose username or name holds a text, in any case: the very name first, then what begins with it.</summary>
    /// <param name="text">Not empty; every character stands for itself.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<User>> SearchAsync(string text, int limit);

    /// <summary>Those who speak what one learns or learn what one speaks, best match first, the newest of equals first.</summary>
    /// <param name="id">Who asks; not among them.</param>
    /// <param name="native">What they speak.</param>
    /// <param name="learning">What they learn.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<User>> RecommendAsync(Id id, IReadOnlyList<string> native, IReadOnlyList<string> learning, int limit);

    /// <summary>Puts a picture in the place of the one before; null takes it away.</summary>
    /// <returns>Whether there is the account, and the picture before.</returns>
    Task<(bool Found, Picture? Before)> SetPictureAsync(Id id, Picture? picture);

    Task<Picture?> FindPictureAsync(Id id);

    Task DeleteAsync(Id id);
}
