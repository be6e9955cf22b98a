using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <inheritdoc cref="IPersonalData"/>
internal sealed class MeetingData(IMeetingStore store, MeetingEnding ending) : IPersonalData
{
    private const int MaxExported = 100_000;

    public string Section => "meetings";

    public async Task<object> ExportAsync(Id user)
    {
        var (stays, messages) = await store.ListOfUserAsync(user, MaxExported);
        return new
        {
            meetings = (await store.ListAsync(user, over: null, before: null, MaxExported))
                .Where(meeting => meeting.OwnerId == user)
                .Select(static meeting => new { meeting.Code, meeting.Title, meeting.CreatedAt, meeting.StartsAt, meeting.OpenedAt, meeting.EndedAt }),
            stays = stays.Select(static stay => new { stay.MeetingId, stay.Name, stay.JoinedAt, stay.LeftAt }),
            messages = messages.Select(static message => new { message.MeetingId, message.Text, message.At }),
        };
    }

    public async Task DeleteAsync(Id user)
    {
        foreach (var meeting in await store.ListAsync(user, over: false, before: null, MaxExported))
        {
            if (meeting.OwnerId == user)
            {
                await ending.EndAsync(meeting);
            }
            else
            {
                await ending.PutOutAsync(meeting, Auth.Actor.SubjectOf(user));
            }
        }

        await store.ForgetUserAsync(user);
    }
}
