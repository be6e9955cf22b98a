using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Ends meetings, and puts people out of them: at the media server, not only in the store.</summary>
internal sealed class MeetingEnding(IMeetingStore store, IRoomControl rooms, MeetingEvents events, Notifier notifier, GroupCallNotes notes, TimeProvider clock)
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <returns>The meeting as it is now; null when it was over already.</returns>
    public async Task<Meeting?> EndAsync(Meeting meeting, MeetingState state = MeetingState.Ended)
    {
        // First of all: from here on nobody gets a token.
        var over = await store.ChangeAsync(meeting.Id, now => now.IsOver ? null : now with { State = state, EndedAt = Now, Spotlight = null, Locked = false });
        if (over is null)
        {
            return null;
        }

        var present = await store.ListPresentAsync(meeting.Id);
        var waiting = await store.TakeWaitsAsync(meeting.Id);

        // The room first, so that everybody is told why. Who slipped in between is put out with the token.
        await rooms.EndRoomAsync(over.Room);
        await RevokeAsync(over, null);
        var chosen = await store.ListChosenAsync(meeting.Id);
        await events.ToAllAsync(
            present.Concat(chosen).Select(static one => one.Subject).Concat(waiting.Select(static wait => wait.Subject)).Append(Actor.SubjectOf(over.OwnerId)),
            new MeetingEvent(over.Code, state == MeetingState.Cancelled ? "cancelled" : "ended"));
        foreach (var user in chosen.Select(static one => one.UserId).OfType<Id>())
        {
            await notifier.WithdrawAsync(user, NoticeTopics.Meeting(over.Code));
        }

        await notes.AddAsync(over);
        return over;
    }

    /// <summary>Puts somebody out. The caller has stored why they do not get in again.</summary>
    public async Task PutOutAsync(Meeting meeting, string subject)
    {
        await rooms.RemoveParticipantAsync(meeting.Room, subject);
        await RevokeAsync(meeting, subject);
    }

    /// <summary>Nobody joins any more with what was given out to somebody, or to anybody.</summary>
    private async Task RevokeAsync(Meeting meeting, string? subject)
    {
        foreach (var token in await store.TakeTokensAsync(meeting.Id, subject, Now))
        {
            await rooms.RevokeTokenAsync(meeting.Room, token.TokenId, DateTimeOffset.FromUnixTimeMilliseconds(token.ExpiresAt));
        }
    }
}
