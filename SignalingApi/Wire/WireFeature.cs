namespace Vidrn.SignalingApi.Wire;

/// <summary>What all features' endpoints and the hub share.</summary>
internal static class WireFeature
{
    public static void AddWire(this IServiceCollection services, IReadOnlyList<string> allowedOrigins)
    {
        services.AddSingleton<AppEvents>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<ClientErrorCount>();
        services.AddExceptionHandler<ApiFaults>();
        services.AddCrossOrigin(allowedOrigins);
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
    }
}
