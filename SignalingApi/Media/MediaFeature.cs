using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Media;

/// <summary>Room tokens, ICE servers, and what happens in rooms.</summary>
internal static class MediaFeature
{
    public static void AddMedia(this IServiceCollection services, HostSettings host)
    {
        services.AddSingleton<IssuedTokens>();
        services.AddSingleton<MediaTokens>();
        services.AddSingleton<IceServers>();
        services.AddHostedService<RoomEventWatcher>();
        if (!host.IsSfu)
        {
            services.AddSingleton(provider => provider.GetRequiredService<SfuOptions>().Keys ?? SigningKeyFile.LoadOrCreate(host.DataFolder));
            services.AddSingleton<RoomTokenSigner>();
        }
    }

    public static void MapMedia(this RouteGroupBuilder api) => MediaEndpoints.Map(api);
}
