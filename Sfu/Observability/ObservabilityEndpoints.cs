using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Vidrn.Sfu.Configuration;

namespace Vidrn.Sfu.Observability;

/// <summary>`/health` and `/metrics`.</summary>
public static class ObservabilityEndpoints
{
    /// <summary>Maps `GET /health`: 200 when every dependency is well, else 503 that names what is not.</summary>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", static async (HealthRegistry health, IHostEnvironment environment, HttpContext context) =>
        {
            var dependencies = await health.CheckAsync(context.RequestAborted).ConfigureAwait(false);
            var isWell = dependencies.Values.All(static state => state == HealthRegistry.Ok);
            var report = new HealthReport(
                isWell ? HealthRegistry.Ok : "degraded",
                environment.EnvironmentName.ToLowerInvariant(),
                ServerVersion.Text,
                (long)health.Uptime.TotalSeconds,
                dependencies);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(report, statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });

    /// <summary>Maps `GET /metrics`, which asks for the admin key when one is configured.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", static (MetricsRegistry metrics, SfuOptions options, HttpContext context) =>
        {
            if (options.AdminKey is { } key && !HasBearer(context.Request, key))
            {
                return AdminKeyMissing(context);
            }

            context.Response.Headers.CacheControl = "no-store";
            return Results.Text(metrics.Write(), PrometheusText.ContentType);
        });

    /// <summary>The answer to a request that needs the admin key and does not carry it.</summary>
    internal static IResult AdminKeyMissing(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            title: "This needs the admin key as a bearer token.",
            extensions: new Dictionary<string, object?> { ["code"] = "admin-key-missing" });
    }

    /// <summary>Whether a request carries `Authorization: Bearer` with exactly this secret; compared in constant time.</summary>
    internal static bool HasBearer(HttpRequest request, string secret)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(header[scheme.Length..])),
                SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
    }
}
