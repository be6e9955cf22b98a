using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>How a meeting looks to somebody.</summary>
internal sealed class MeetingViews(IMeetingStore store, UserDirectory users, TimeProvider clock)
{
    // From the time, so that it rises over a restart too.
    private long revision = clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    /// <summary>What somebody is in a meeting.</summary>
    public static MeetingRole RoleOf(Meeting meeting, string subject, MeetingMember? member) =>
        meeting.IsHost(subject) ? MeetingRole.Host
        : member is null or { Banned: true } or { Removed: true } ? MeetingRole.None
        : member.IsCohost ? MeetingRole.Cohost
        : member.Invited || member.Admitted ? MeetingRole.Member
        : MeetingRole.None;

    public static bool IsHostly(MeetingRole role) => role is MeetingRole.Host or MeetingRole.Cohost;

    public async Task<MeetingView> ViewAsync(Meeting meeting, Actor? actor)
    {
        var member = actor is null ? null : await store.FindMemberAsync(meeting.Id, actor.Subject);
        var role = actor is null ? MeetingRole.None : RoleOf(meeting, actor.Subject, member);
        var present = await store.ListPresentAsync(meeting.Id);
        var owner = await users.FindAsync(meeting.OwnerId) ?? UserMini.Deleted(meeting.OwnerId);
        return View(meeting, owner, role, present.Count);
    }

    public async Task<IReadOnlyList<MeetingView>> ViewAllAsync(IReadOnlyList<Meeting> meetings, Actor actor)
    {
        var owners = await users.FindAllAsync([.. meetings.Select(static meeting => meeting.OwnerId).Distinct()]);
        var views = new List<MeetingView>(meetings.Count);
        foreach (var meeting in meetings)
        {
            var member = await store.FindMemberAsync(meeting.Id, actor.Subject);
            var count = meeting.State == MeetingState.Open ? (await store.ListPresentAsync(meeting.Id)).Count : 0;
            views.Add(View(meeting, owners.GetValueOrDefault(meeting.OwnerId) ?? UserMini.Deleted(meeting.OwnerId), RoleOf(meeting, actor.Subject, member), count));
        }

        return views;
    }

    /// <param name="meeting">As it is now.</param>
    /// <param name="present">Who is in it.</param>
    /// <param name="withWaiting">For a host.</param>
    public async Task<MeetingLive> LiveAsync(Meeting meeting, IReadOnlyList<MeetingMember> present, bool withWaiting)
    {
        var waiting = withWaiting ? await store.ListWaitsAsync(meeting.Id) : [];
        var faces = await users.FindAllAsync([.. waiting.Select(static wait => wait.UserId).OfType<Id>()]);
        return new MeetingLive(
            Interlocked.Increment(ref revision),
            meeting.Locked, meeting.Lobby, meeting.MuteOnEntry, meeting.HardMute, meeting.Spotlight,
            [.. present.Where(static one => one.HandAt is not null).OrderBy(static one => one.HandAt).Select(static one => new RaisedHand(one.Subject, one.HandAt!.Value))],
            [.. present.Select(one => new ParticipantRole(one.Subject, RoleOf(meeting, one.Subject, one))).Where(static one => IsHostly(one.Role))],
            [.. waiting.Select(wait => new WaitingPerson(wait.Subject, wait.Name, PictureOf(wait, faces), wait.At))]);
    }

    public async Task<string?> PictureAsync(Id? user) => user is { } id ? (await users.FindAsync(id))?.Picture : null;

    private static string? PictureOf(MeetingWait wait, IReadOnlyDictionary<Id, UserMini> faces) => wait.UserId is { } id ? faces.GetValueOrDefault(id)?.Picture : null;

    private static MeetingView View(Meeting meeting, UserMini owner, MeetingRole role, int count) => new(
        meeting.Code, meeting.Title, owner, meeting.State, meeting.StartsAt, meeting.DurationMinutes, meeting.CreatedAt, meeting.OpenedAt, meeting.EndedAt,
        meeting.Lobby, meeting.Guests, meeting.MembersOnly, meeting.MuteOnEntry, meeting.HardMute, meeting.Locked, meeting.GroupId, role, count);
}
