using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Meeting strangers. The queue itself comes with the coordination.</summary>
internal static class RandomCallsFeature
{
    public static void AddRandomCalls(this IServiceCollection services)
    {
        services.AddSingleton<QueueSeats>();
        services.AddSingleton<RandomRooms>();
        services.AddSingleton<MatchedViews>();
        services.AddSingleton<JoinGate>();
        services.AddSingleton<RandomCallLimits>();
        services.AddSingleton<QueueTeller>();
        services.AddHostedService(static services => services.GetRequiredService<QueueTeller>());
        services.AddSingleton<RandomCallService>();
        services.AddSingleton<RandomCallPages>();
        services.AddSingleton<RandomCallRooms>();
        services.AddSingleton<IRoomObserver>(static services => services.GetRequiredService<RandomCallRooms>());
        services.AddSingleton<IRoomTickets>(static services => services.GetRequiredService<RandomCallRooms>());
        services.AddSingleton<IRoomRoster>(static services => services.GetRequiredService<RandomCallRooms>());
        services.AddHostedService(static services => new RandomCallDuties(
            services.GetRequiredService<IMatchQueue>(),
            services.GetRequiredService<QueueSeats>(),
            services.GetRequiredService<QueueTeller>(),
            services.GetRequiredService<RandomCallService>(),
            services.GetRequiredService<RevokedSubjects>(),
            services.GetRequiredService<ILocks>(),
            services.GetService<IRedis>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RandomCallDuties>>()));
    }
}
