using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Administration;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Http;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu;

/// <summary>Puts the media server into an ASP.NET application.</summary>
public static class SfuServiceCollectionExtensions
{
    /// <summary>The data folder when `Vidrn:Data` names none.</summary>
    public const string DefaultDataFolder = "data";

    /// <param name="services">The application's services.</param>
    /// <param name="configuration">Holds `Vidrn:Media:*` and `Vidrn:Data`.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used; the message says why, key by key.</exception>
    public static IServiceCollection AddVidrnSfu(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = SfuOptionsReader.Read(configuration);
        var dataFolder = configuration["Vidrn:Data"] is { Length: > 0 } folder ? folder : DefaultDataFolder;
        services.AddVidrnObservability();
        services.AddSingleton(options);
        services.AddSingleton(options.Keys ?? SigningKeyFile.LoadOrCreate(dataFolder));
        services.AddSingleton<RoomTokenSigner>();
        services.AddSingleton<TokenRevocations>();
        services.AddSingleton<RoomTokenVerifier>();
        services.AddSingleton<RoomEventFeed>();
        services.AddSingleton<MediaServer>();
        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<SessionRequests>();
        services.AddSingleton<IRoomControl, LocalRoomControl>();
        services.AddSingleton<EventPump>();
        services.AddSingleton<HubConnections>();
        services.AddSingleton<HubGate>();
        services.AddSingleton<AdminInspector>();
        services.AddSingleton<MediaMetrics>();
        services.AddSingleton<MediaHealth>();
        services.AddWhip();
        services.AddHostedService<MediaService>();
        services.AddSignalR().AddHubOptions<MediaHub>(static hub =>
        {
            // 25 pairs of slots fit several times; one message over it closes that connection.
            hub.MaximumReceiveMessageSize = 256 * 1024;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(4);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(12);
            hub.MaximumParallelInvocationsPerClient = 1;

            // The reason of a close and of a call that fits no method. Faults of ours never get that far: the last filter answers them.
            hub.EnableDetailedErrors = true;
            hub.AddFilter<CallRateFilter>();
            hub.AddFilter<CallFaultFilter>();
        });
        return services;
    }

    /// <summary>Health and metrics alone, for a process that serves no media. May be called twice.</summary>
    public static IServiceCollection AddVidrnObservability(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthRegistry>();
        services.TryAddSingleton(static _ =>
        {
            var metrics = new MetricsRegistry();
            metrics.Add(ProcessMetrics.Write);
            metrics.Add(KernelUdpMetrics.Write);
            return metrics;
        });
        return services;
    }
}
