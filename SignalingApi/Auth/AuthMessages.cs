using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Of `POST /api/auth/signup`.</summary>
/// <param name="Name">What they will log in with.</param>
/// <param name="Password">At least 8 characters.</param>
/// <param name="DisplayName">What others are shown; the name when it is missing.</param>
internal sealed record SignUpRequest(string? Name, string? Password, string? DisplayName);

/// <summary>Of `POST /api/auth/login`.</summary>
internal sealed record LogInRequest(string? Name, string? Password);

/// <summary>Of `POST /api/auth/guest`.</summary>
internal sealed record GuestRequest(string? DisplayName);

/// <summary>Of `POST /api/auth/refresh` and `/logout`; pages have the token in a cookie.</summary>
internal sealed record RefreshRequest(string? RefreshToken);

/// <summary>Of `POST /api/auth/password`.</summary>
internal sealed record PasswordRequest(string? Current, string? Next);

/// <summary>Of `POST /api/auth/consent`.</summary>
/// <param name="Adult">Says to be of age.</param>
/// <param name="Terms">The version of the terms agreed to.</param>
internal sealed record ConsentRequest(bool? Adult, string? Terms);

/// <summary>Who is logged in, and until when the access token is good.</summary>
/// <param name="User">Null: nobody.</param>
/// <param name="ExpiresAt">When to refresh.</param>
/// <param name="AccessToken">For programs, that send it themselves; pages have it in a cookie that no script reads.</param>
/// <param name="RefreshToken">Likewise; guests have none.</param>
internal sealed record SessionView(Me? User, long? ExpiresAt, string? AccessToken, string? RefreshToken)
{
    public static SessionView Nobody { get; } = new(null, null, null, null);
}
