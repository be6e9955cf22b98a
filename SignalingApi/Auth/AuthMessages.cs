using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Of `POST /api/auth/signup`.</summary>
internal sealed record SignUpRequest(string? Username, string? Password, string? Name);

/// <summary>Of `POST /api/auth/login`.</summary>
internal sealed record LogInRequest(string? Username, string? Password);

/// <summary>Who is logged in, and until when the access token is good.</summary>
/// <param name="Subject">Names the actor as room participant.</param>
/// <param name="AccessToken">For clients that send it themselves; pages have it in a cookie that no script reads.</param>
internal sealed record SessionView(string Subject, Id? UserId, string? Username, string Name, bool Guest, bool Moderator, long ExpiresAt, string? AccessToken);
