using System.Buffers;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>What usernames and passwords may be.</summary>
internal static class AccountRules
{
    public const int MaxNameLength = 64;
    private const int MinPasswordLength = 8;
    public const int MaxPasswordLength = 256;

    private static readonly SearchValues<char> UsernameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsUsername(string folded) =>
        folded.Length is >= 3 and <= 32 && folded.AsSpan().IndexOfAnyExcept(UsernameCharacters) < 0 && char.IsAsciiLetterOrDigit(folded[0]);

    /// <summary>Null when a password will do.</summary>
    public static Refusal? FindFlaw(string? password, string username) => password switch
    {
        null or { Length: < MinPasswordLength } => Weak($"A password has at least {MinPasswordLength} characters."),
        { Length: > MaxPasswordLength } => Weak($"A password has at most {MaxPasswordLength} characters."),
        _ when password.Contains('\0', StringComparison.Ordinal) => Weak("A password holds no NUL character."),
        _ when password.Distinct().Count() < 4 => Weak("The password repeats too few characters."),
        _ when password.Contains(username, StringComparison.OrdinalIgnoreCase) && password.Length < username.Length + 4 => Weak("The password is too near to the username."),
        _ => null,
    };

    private static Refusal Weak(string message) => new("password-weak", StatusCodes.Status400BadRequest, message);
}
