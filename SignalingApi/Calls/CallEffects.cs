using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Does what a change of a call entails. One that fails is logged and keeps no other from being done.</summary>
internal sealed class CallEffects(
    ICallStore store, CallViews views, AppEvents events, Notifier notifier, PresenceService presence, IRoomControl rooms, ChatService chat, ILogger<CallEffects> logger)
{
    public async Task RunAsync(Call call, IReadOnlyList<CallEffect> effects)
    {
        foreach (var effect in effects)
        {
            try
            {
                await RunAsync(call, effect);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                CallLog.EffectFailed(logger, call.Id, effect.GetType().Name, problem);
            }
        }
    }

    private Task RunAsync(Call call, CallEffect effect) => effect switch
    {
        StoreCall => store.SaveAsync(call),
        TellMember tell => TellAsync(call, tell.User),
        RingMember ring => notifier.RingAsync(ring.User, Content(call, ring.User)),
        TellMissed missed => notifier.NotifyAsync(missed.User, NoticeKinds.MissedCall, Content(call, missed.User)),
        ShowInCall shown => presence.SetInCallAsync(Actor.SubjectOf(shown.User), shown.InCall, call.Room),
        LeaveRoom leave => rooms.RemoveParticipantAsync(call.Room, Actor.SubjectOf(leave.User)),
        EndRoom => rooms.EndRoomAsync(call.Room),
        NoteCall => chat.NoteCallAsync(call.Caller.User, call.Members[1].User, CallNotes.Of(call)),
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    /// <summary>All pages of a member; the one that has the call gets the way into the room, and the others learn that it is there.</summary>
    private async Task TellAsync(Call call, Id user)
    {
        var subject = Actor.SubjectOf(user);
        if (call.Find(user) is { State: CallState.InCall, Page: { } page })
        {
            await events.ToOthersAsync(subject, page, "call", await views.ElsewhereAsync(call, user));
            await events.ToConnectionAsync(page, "call", await views.OfAsync(call, user, page));
        }
        else
        {
            await events.ToAsync(subject, "call", await views.OfAsync(call, user, null));
        }
    }

    private static NoticeContent Content(Call call, Id user) => new(
        call.Caller.User == user ? null : call.Caller.User,
        Target: new NoticeTarget { UserId = call.Caller.User, CallId = call.Id },
        Topic: NoticeTopics.Call(call.Id));
}
