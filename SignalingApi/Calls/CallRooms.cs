using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Calls;

/// <summary>What the rooms of calls have to do with the calls: whose media is there, who may enter, who gets what is written.</summary>
internal sealed class CallRooms(CallService calls, ICallBook book, CallViews views, TimeProvider clock) : IRoomObserver, IRoomTickets, IRoomRoster
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public bool Observes(string room) => Call.OfRoom(room) is not null;

    public Task JoinedAsync(string room, RoomStay stay) => TellAsync(room, stay, up: true);

    public Task ReachableAsync(string room, RoomStay stay, bool reachable, long at) => TellAsync(room, stay, reachable);

    public async Task LeftAsync(string room, RoomStay stay, string reason, long at)
    {
        if (Call.OfRoom(room) is not { } call || Actor.UserOf(stay.ParticipantId) is not { } user)
        {
            return;
        }

        // Replaced: the same person joins anew at once. Removed and ended are acts of a moderator; our own come after the call's end.
        await (reason switch
        {
            "replaced" => Task.CompletedTask,
            "removed" => calls.ChangeAsync(call, new CallRemoved(user, Now, CallReason.Failed)),
            "ended" => calls.ChangeAsync(call, new CallStopped(user, Now)),
            _ => calls.ChangeAsync(call, new CallMediaDown(user, Now)),
        });
    }

    public async Task<MediaTicket?> ReissueAsync(Actor actor, string room) =>
        Call.OfRoom(room) is { } id && actor.UserId is { } user && await book.FindAsync(id) is { } call ? await views.TicketAsync(call, user) : null;

    public async Task<IReadOnlyList<string>?> MembersAsync(string room) =>
        Call.OfRoom(room) is { } id && await book.FindAsync(id) is { IsOver: false } call
            ? [.. call.Members.Where(static member => member.State == CallState.InCall).Select(static member => Actor.SubjectOf(member.User))]
            : null;

    public async Task<string?> RoomOfAsync(Actor actor) =>
        actor.UserId is { } user && await book.OfUserAsync(user) is { } call && call.StateOf(user) == CallState.InCall ? call.Room : null;

    private async Task TellAsync(string room, RoomStay stay, bool up)
    {
        if (Call.OfRoom(room) is { } call && Actor.UserOf(stay.ParticipantId) is { } user)
        {
            await calls.ChangeAsync(call, up ? new CallMediaUp(user, Now) : new CallMediaDown(user, Now));
        }
    }
}
