using Microsoft.Extensions.DependencyInjection.Extensions;
using Vidrn.SignalingApi.Coordination.FanOut;
using Vidrn.SignalingApi.Matchmaking;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Registers one of the two coordinations: in process, or over Redis.</summary>
internal static class CoordinationServices
{
    /// <summary><paramref name="redis"/> null: in process. Needs a <see cref="TimeProvider"/> registered.</summary>
    public static IServiceCollection AddCoordination(this IServiceCollection services, RedisOptions? redis)
    {
        services.TryAddSingleton(MatchOptions.Default);
        if (redis is null)
        {
            return services
                .AddSingleton<ICache>(static services => new InProcessCache(services.GetRequiredService<TimeProvider>()))
                .AddSingleton<IPresence, InProcessPresence>()
                .AddSingleton<ILocks, InProcessLocks>()
                .AddSingleton<IFanOut, InProcessFanOut>()
                .AddSingleton<IMatchQueue>(static services => new InProcessMatchQueue(
                    services.GetRequiredService<TimeProvider>(), services.GetRequiredService<MatchOptions>()));
        }

        return services
            .AddSingleton<IRedis>(services => new RedisClient(redis, services.GetRequiredService<ILogger<RedisClient>>()))
            .AddSingleton<ICache, RedisCache>()
            .AddSingleton<IPresence, RedisPresence>()
            .AddSingleton<ILocks, RedisLocks>()
            .AddSingleton<RedisFanOut>()
            .AddSingleton<IFanOut>(static services => services.GetRequiredService<RedisFanOut>())
            .AddHostedService(static services => services.GetRequiredService<RedisFanOut>())
            .AddSingleton<IMatchQueue>(static services => new RedisMatchQueue(
                services.GetRequiredService<IRedis>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<MatchOptions>()));
    }
}
