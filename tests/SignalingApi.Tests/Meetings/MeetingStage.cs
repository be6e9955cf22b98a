using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>A server for meetings, and the people in them.</summary>
public abstract class MeetingStage : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];

    private protected ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ApiServer.StartAsync(Rooms.NoJoinLimit);

    public async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(open))
        {
            await one.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private protected static string? Source(JsonElement data) => data.GetProperty("track").GetProperty("source").GetString();

    private protected static bool Blocked(JsonElement data) => data.GetProperty("track").GetProperty("blocked").GetBoolean();

    private protected async Task<string> RoomAsync(string code) => (await Server.Service<IMeetingStore>().FindAsync(code))!.Room;

    private protected async Task<Attendee> PersonAsync() => await AttendAsync(await Server.SignUpAsync());

    private protected async Task<Attendee> GuestAsync(string name = "A guest") => await AttendAsync(await Server.GuestAsync(name));

    private protected async Task<Attendee> AttendAsync(ApiClient client)
    {
        var attendee = new Attendee(Server, client);
        open.Add(attendee);
        await attendee.ConnectAsync();
        return attendee;
    }
}
