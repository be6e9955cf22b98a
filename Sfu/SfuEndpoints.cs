using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Administration;
using Vidrn.Sfu.Signaling.Http;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu;

/// <summary>The media server's routes.</summary>
public static class SfuEndpoints
{
    /// <summary>Where clients open the media hub.</summary>
    public const string MediaHubPath = "/hubs/media";

    /// <summary>Maps what <see cref="SfuServiceCollectionExtensions.AddVidrnSfu"/> registered.</summary>
    public static IEndpointRouteBuilder MapSfu(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = routes.ServiceProvider;
        var revocations = services.GetRequiredService<TokenRevocations>();
        var metrics = services.GetRequiredService<MetricsRegistry>();
        metrics.Add(text =>
        {
            text.Gauge("vidrn_token_revocations", "Revoked tokens that have not expired.", revocations.Count);
            text.Counter("vidrn_token_revocations_refused_total", "Revocations turned away at the bound.", revocations.RefusedCount);
        });
        var gate = services.GetRequiredService<HubGate>();
        routes.MapHub<MediaHub>(MediaHubPath, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.ApplicationMaxBufferSize = 512 * 1024;
            options.TransportMaxBufferSize = 512 * 1024;
        }).Add(endpoint => endpoint.RequestDelegate = gate.Wrap(endpoint.RequestDelegate!));
        metrics.Add(services.GetRequiredService<MediaMetrics>().Write);
        services.GetRequiredService<HealthRegistry>().Set("media", services.GetRequiredService<MediaHealth>().CheckAsync);
        routes.MapWhip();
        routes.MapMetrics();
        routes.MapRoomAdministration();
        routes.MapAdminSnapshot();
        return routes;
    }
}
