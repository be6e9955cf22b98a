using Microsoft.AspNetCore.Identity;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Hashes and checks passwords: slow on purpose, so on few threads at a time, and the rest of the server goes on.</summary>
internal sealed class Passwords : IDisposable
{
    private const int MaxWaiting = 200;

    private readonly SemaphoreSlim gate = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly PasswordHasher<User> hasher = new();

    // Of no account: a log-in with an unknown name takes as long as one with a wrong password.
    private readonly string decoy;
    private int waiting;

    public Passwords() => decoy = hasher.HashPassword(new User(), Guid.NewGuid().ToString());

    public Task<string> HashAsync(User user, string password) => RunAsync(() => hasher.HashPassword(user, password));

    /// <summary>False for nobody too, after as long a time. Told too: whether the hash is of an older kind and should be made anew.</summary>
    public Task<(bool Fits, bool IsOld)> CheckAsync(User? user, string? password) => RunAsync(() =>
    {
        // NUL: HMAC fills up its key with them, so that any number at the end would fit.
        var given = password is { Length: <= AccountRules.MaxPasswordLength } && !password.Contains('\0', StringComparison.Ordinal) ? password : "";
        var verdict = hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? decoy, given);
        return (verdict != PasswordVerificationResult.Failed && user is not null, verdict == PasswordVerificationResult.SuccessRehashNeeded);
    });

    public void Dispose() => gate.Dispose();

    /// <exception cref="ServerBusyException">Too many wait.</exception>
    private async Task<T> RunAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new ServerBusyException("Too many passwords are being checked.");
        }

        try
        {
            await gate.WaitAsync();
            try
            {
                return work();
            }
            finally
            {
                gate.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
