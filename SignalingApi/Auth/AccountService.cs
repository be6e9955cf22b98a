using Microsoft.AspNetCore.Identity;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Signing up and logging in.</summary>
internal sealed class AccountService(IUserStore users, IdSource ids, TimeProvider clock, IPasswordHasher<User> hasher, AuditLog audit)
{
    private static readonly Refusal WrongPassword = new("credentials-invalid", StatusCodes.Status401Unauthorized, "Name or password is wrong.");

    // Of no account: a log-in with an unknown name takes as long as one with a wrong password.
    private readonly string decoy = hasher.HashPassword(new User(), Guid.NewGuid().ToString());

    public async Task<Outcome<User>> SignUpAsync(SignUpRequest request)
    {
        var username = TextRules.Fold(request.Name?.Trim() ?? "");
        if (!AccountRules.IsUsername(username))
        {
            return Refusal.Invalid("name: 3 to 32 of a-z 0-9 . _ - beginning with a letter or digit");
        }

        if (TextRules.Line(request.DisplayName ?? request.Name, 1, AccountRules.MaxNameLength) is not { } name)
        {
            return Refusal.Invalid($"displayName: 1 to {AccountRules.MaxNameLength} characters");
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

    public async Task<Outcome<Nothing>> ChangePasswordAsync(Actor actor, PasswordRequest request)
    {
        if (await users.FindAsync(actor.User) is not { } user || !Fits(user, request.Current))
        {
            return WrongPassword;
        }

        if (AccountRules.FindFlaw(request.Next, user.Username) is { } flaw)
        {
            return flaw;
        }

        await users.SetPasswordAsync(user.Id, hasher.HashPassword(user, request.Next!));
        await audit.WriteAsync(actor, "auth.password-changed", actor.Subject);
        return Nothing.Value;
    }

    public async Task<Outcome<User>> LogInAsync(LogInRequest request)
    {
        var user = request.Name is { Length: <= 64 } username ? await users.FindByUsernameAsync(username.Trim()) : null;
        return Fits(user, request.Password) ? user! : WrongPassword;
    }

    /// <summary>False for nobody too, after as long a time.</summary>
    private bool Fits(User? user, string? password) =>
        hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? decoy, password is { Length: <= AccountRules.MaxPasswordLength } ? password : "")
            != PasswordVerificationResult.Failed && user is not null;
}
