namespace Vidrn.SignalingApi.Users;

/// <summary>Of `PUT /api/users/me`: what is missing stays as it is.</summary>
internal sealed record ProfileRequest(
    string? DisplayName, string? Bio, IReadOnlyList<string?>? Native, IReadOnlyList<string?>? Learning, string? Location, string? Theme, string? Locale);

/// <summary>Of `DELETE /api/users/me`.</summary>
internal sealed record DeleteAccountRequest(string? Password);
