using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>Room control between nodes: a node without media steers the others over Redis, and a node with media obeys.</summary>
internal static class RoomServices
{
    public static void AddRoomsBetweenNodes(this IServiceCollection services, HostSettings settings)
    {
        if (settings.Redis is null)
        {
            return;
        }

        if (!settings.IsApi)
        {
            services.AddSingleton<IRedis>(provider => new RedisClient(settings.Redis, provider.GetRequiredService<ILogger<RedisClient>>()));
        }

        if (settings.IsSfu)
        {
            services.AddHostedService<RoomControlAgent>();
        }
        else
        {
            services.AddSingleton<IRoomControl, RedisRoomControl>();
        }
    }
}
