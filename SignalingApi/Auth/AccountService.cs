using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Signing up, logging in, and whatever else asks for a password.</summary>
internal sealed class AccountService(
    IUserStore users, Passwords passwords, LogInThrottle throttle, RequestLimits limits, AuditLog audit, IdSource ids, TimeProvider clock)
{
    private static readonly Refusal WrongPassword = new("credentials-invalid", StatusCodes.Status401Unauthorized, "Name or password is wrong.");

    private readonly RateBuckets failures = new(clock, 10, 10 / 3600.0);

    public async Task<Outcome<User>> SignUpAsync(SignUpRequest request, ClientInfo client)
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

        if (limits.TakeSignUp(client.Network) is { } refusal)
        {
            return refusal;
        }

        var user = new User { Id = ids.Next(), Username = username, Name = name, CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        user = user with { PasswordHash = await passwords.HashAsync(user, request.Password!) };
        if (!await users.TryAddAsync(user))
        {
            return new Refusal("name-taken", StatusCodes.Status409Conflict, "Somebody has this name.");
        }

        await audit.WriteAsync(null, "auth.signed-up", Actor.SubjectOf(user.Id), $"from {client.Network}");
        return user;
    }

    public async Task<Outcome<User>> LogInAsync(LogInRequest request, ClientInfo client)
    {
        // What is no username is nobody's, and counts as one name.
        var username = TextRules.Fold(request.Name?.Trim() ?? "");
        return await CheckAsync(AccountRules.IsUsername(username) ? username : "", request.Password, client);
    }

    /// <summary>Whoever is logged in shows that they know the password.</summary>
    public async Task<Outcome<User>> ConfirmAsync(Actor actor, string? password, ClientInfo client) =>
        await users.FindAsync(actor.User) is { } user ? await CheckAsync(user.Username, password, client) : WrongPassword;

    public async Task<Outcome<Nothing>> ChangePasswordAsync(Actor actor, PasswordRequest request, ClientInfo client)
    {
        if (!(await ConfirmAsync(actor, request.Current, client)).TryGet(out var user, out var refusal))
        {
            return refusal;
        }

        if (AccountRules.FindFlaw(request.Next, user.Username) is { } flaw)
        {
            return flaw;
        }

        await users.SetPasswordAsync(user.Id, await passwords.HashAsync(user, request.Next!));
        await audit.WriteAsync(actor, "auth.password-changed", actor.Subject, $"from {client.Network}");
        return Nothing.Value;
    }

    private async Task<Outcome<User>> CheckAsync(string username, string? password, ClientInfo client)
    {
        if (throttle.Begin(username, client.Network) is { } wait)
        {
            return Refusal.Throttled(wait);
        }

        var user = username.Length > 0 ? await users.FindByUsernameAsync(username) : null;
        var (fits, isOld) = await passwords.CheckAsync(user, password);
        if (user is null || !fits)
        {
            // So many an hour of one account, or guessing would push everything else out of the log.
            if (user is not null && failures.Take(username) is null)
            {
                await audit.WriteAsync(null, "auth.password-wrong", Actor.SubjectOf(user.Id), $"from {client.Network}");
            }

            return WrongPassword;
        }

        throttle.Succeeded(username, client.Network);
        if (isOld)
        {
            await users.SetPasswordAsync(user.Id, await passwords.HashAsync(user, password!));
        }

        return user;
    }
}
