using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Vidrn.SignalingApi.Wire;

/// <summary>CORS of `/api` for the pages of configured origins, with their cookies. No other origin reads anything.</summary>
internal static class CrossOrigin
{
    private const string PolicyName = "vidrn-api";

    public static void AddCrossOrigin(this IServiceCollection services, IReadOnlyList<string> origins) =>
        services.AddCors(options => options.AddPolicy(PolicyName, new CorsPolicyBuilder([.. origins])
            .AllowCredentials()
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "If-None-Match", "X-Vidrn")
            .WithExposedHeaders("Retry-After", "ETag", "Content-Disposition")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))
            .Build()));

    public static void UseCrossOrigin(this IApplicationBuilder app, IReadOnlyList<string> origins)
    {
        if (origins.Count > 0)
        {
            app.UseWhen(
                static context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    && !context.Request.Path.StartsWithSegments("/api/media/rooms", StringComparison.OrdinalIgnoreCase),
                static api => api.UseCors(PolicyName));
        }
    }
}
