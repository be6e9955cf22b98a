using Microsoft.AspNetCore.Identity;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Signing up and logging in.</summary>
internal sealed class AccountService(IUserStore users, IdSource ids, TimeProvider clock, IPasswordHasher<User> hasher)
{
    // Of no account: a log-in with an unknown name takes as long as one with a wrong password.
    private readonly string decoy = hasher.HashPassword(new User(), Guid.NewGuid().ToString());

    public async Task<Outcome<User>> SignUpAsync(SignUpRequest request)
    {
        var username = TextRules.Fold(request.Username?.Trim() ?? "");
        if (!AccountRules.IsUsername(username))
        {
            return Refusal.Invalid("username: 3 to 32 of a-z 0-9 . _ - beginning with a letter or digit");
        }

        if (TextRules.Line(request.Name ?? request.Username, 1, AccountRules.MaxNameLength) is not { } name)
        {
            return Refusal.Invalid($"name: 1 to {AccountRules.MaxNameLength} characters");
        }

        if (AccountRules.FindFlaw(request.Password, username) is { } flaw)
        {
            return flaw;
        }

        var user = new User { Id = ids.Next(), Username = username, Name = name, CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        user = user with { PasswordHash = hasher.HashPassword(user, request.Password!) };
        return await users.TryAddAsync(user)
            ? user
            : new Refusal("name-taken", StatusCodes.Status409Conflict, "Somebody has this username.");
    }

    public async Task<Outcome<User>> LogInAsync(LogInRequest request)
    {
        var user = request.Username is { Length: <= 64 } username ? await users.FindByUsernameAsync(username.Trim()) : null;
        var password = request.Password is { Length: <= 256 } given ? given : "";
        var verdict = hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? decoy, password);
        return user is not null && verdict != PasswordVerificationResult.Failed
            ? user
            : new Refusal("credentials-invalid", StatusCodes.Status401Unauthorized, "Username or password is wrong.");
    }
}
