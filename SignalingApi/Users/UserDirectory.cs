using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>Who is who, for the features that show people.</summary>
internal sealed class UserDirectory(IUserStore users)
{
    /// <summary>Null when there is no such account.</summary>
    public async Task<UserMini?> FindAsync(Id id) => await users.FindAsync(id) is { } user ? UserMini.Of(user) : null;

    /// <summary>Whom of them there is.</summary>
    public async Task<IReadOnlyDictionary<Id, UserMini>> FindAllAsync(IReadOnlyCollection<Id> ids) =>
        (await users.FindAllAsync(ids)).ToDictionary(static user => user.Id, UserMini.Of);
}
