using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu;

/// <summary>The media server's routes.</summary>
public static class SfuEndpoints
{
    /// <summary>Maps what <see cref="SfuServiceCollectionExtensions.AddVidrnSfu"/> registered.</summary>
    public static IEndpointRouteBuilder MapSfu(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = routes.ServiceProvider;
        var revocations = services.GetRequiredService<TokenRevocations>();
        services.GetRequiredService<MetricsRegistry>().Add(text =>
        {
            text.Gauge("vidrn_token_revocations", "Revoked tokens that have not expired.", revocations.Count);
            text.Counter("vidrn_token_revocations_refused_total", "Revocations turned away at the bound.", revocations.RefusedCount);
        });
        routes.MapMetrics();
        return routes;
    }
}
