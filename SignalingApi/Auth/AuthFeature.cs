using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Who asks, and whether they may.</summary>
internal static class AuthFeature
{
    public static void AddAuth(this IServiceCollection services, HostSettings host, ApiSettings settings)
    {
        services.AddSingleton(settings.SessionKeys is { } keys ? new SessionKeys(keys) : SessionKeys.LoadOrCreate(host.DataFolder));
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ISessionStore, SqliteSessionStore>();
        services.AddSingleton<IConsentStore, SqliteConsentStore>();
        services.AddSingleton<IAuditStore, SqliteAuditStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<RevokedSubjects>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionAnswers>();
        services.AddSingleton<ConsentService>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<LogInThrottle>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<IPersonalData, AuthData>();
        services.AddSingleton<IAuthorizationHandler, ModeratorCheck>();
        services.AddAuthentication(AccessTokenHandler.Scheme).AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Scheme, null);
        services.AddAuthorization(Policies.Add);
    }
}
