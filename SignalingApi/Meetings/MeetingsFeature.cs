using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Meetings: now or scheduled, with hosts, a lobby and a chat.</summary>
internal static class MeetingsFeature
{
    public static void AddMeetings(this IServiceCollection services)
    {
        services.AddSingleton<IMeetingStore, SqliteMeetingStore>();
        services.AddSingleton<MeetingLookUp>();
        services.AddSingleton<MeetingViews>();
        services.AddSingleton<MeetingEvents>();
        services.AddHostedService(static provider => provider.GetRequiredService<MeetingEvents>());
        services.AddSingleton<GroupCallNotes>();
        services.AddSingleton<MeetingEnding>();
        services.AddSingleton<MeetingService>();
        services.AddSingleton<MeetingSummons>();
        services.AddSingleton<MeetingDoor>();
        services.AddSingleton<IRoomTickets>(static provider => provider.GetRequiredService<MeetingDoor>());
        services.AddSingleton<MeetingModeration>();
        services.AddSingleton<MeetingTalk>();
        services.AddSingleton<IRoomObserver, MeetingRooms>();
        services.AddSingleton<LobbyPages>();
        services.AddSingleton<MeetingSweeper>();
        services.AddHostedService(static provider => provider.GetRequiredService<MeetingSweeper>());
        services.AddSingleton<IPersonalData, MeetingData>();
        services.Configure<HubOptions<AppHub>>(static hub => hub.AddFilter<LobbyPages>());
    }

    public static void MapMeetings(this RouteGroupBuilder api) => MeetingEndpoints.Map(api);
}
