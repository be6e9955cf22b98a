using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Chat;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Notes in a group's chat how a call of it went: that is a meeting made from there.</summary>
internal sealed class GroupCallNotes(IMeetingStore store, ChatService chat)
{
    private const int StaysRead = 100;

    /// <summary>After its end. One that was planned, and that nobody came to, leaves no trace; nor does one of a caller who is in the group no more.</summary>
    public async Task AddAsync(Meeting meeting)
    {
        if (meeting.GroupId is not { } group || (meeting.StartsAt is not null && meeting.OpenedAt is null))
        {
            return;
        }

        var result = await HasGuestsAsync(meeting) ? "answered" : meeting.State == MeetingState.Cancelled ? "cancelled" : "missed";
        var end = meeting.EmptySince ?? meeting.EndedAt;
        await chat.NoteGroupCallAsync(
            group, meeting.OwnerId, new CallNote(meeting.Id, Video: true, result, result == "answered" ? Math.Max(0, (end - meeting.OpenedAt) ?? 0) : 0));
    }

    /// <summary>Somebody else than who called was in it.</summary>
    private async Task<bool> HasGuestsAsync(Meeting meeting) =>
        (await store.ListStaysAsync(meeting.Id, null, StaysRead)).Any(stay => stay.Subject != Actor.SubjectOf(meeting.OwnerId));
}
