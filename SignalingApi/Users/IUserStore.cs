using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>Accounts.</summary>
internal interface IUserStore
{
    /// <summary>False when the username is taken.</summary>
    Task<bool> TryAddAsync(User user);

    Task<User?> FindAsync(Id id);

    /// <param name="username">In any case.</param>
    Task<User?> FindByUsernameAsync(string username);

    Task<bool> SetModeratorAsync(Id id, bool moderator);
}
