using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Calls between friends, and the words written in calls.</summary>
internal static class CallsFeature
{
    public static void AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<ICallBook>(static services => services.GetService<IRedis>() is { } redis ? new RedisCallBook(redis) : new InProcessCallBook());
        services.AddSingleton<ICallStore, SqliteCallStore>();
        services.AddSingleton<CallViews>();
        services.AddSingleton<CallEffects>();
        services.AddSingleton<CallService>();
        services.AddSingleton<CallPages>();
        services.AddSingleton<CallTexts>();
        services.AddSingleton<CallRooms>();
        services.AddSingleton<IRoomObserver>(static services => services.GetRequiredService<CallRooms>());
        services.AddSingleton<IRoomTickets>(static services => services.GetRequiredService<CallRooms>());
        services.AddSingleton<IRoomRoster>(static services => services.GetRequiredService<CallRooms>());
        services.AddSingleton<IPersonalData, CallData>();
        services.AddSingleton<CallSweep>();
        services.AddHostedService(static services => services.GetRequiredService<CallSweep>());
    }

    public static void MapCalls(this RouteGroupBuilder api) => CallEndpoints.Map(api);
}
