using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Who is asked to come: invited friends, and the members of the group a meeting was called from.</summary>
internal sealed class MeetingSummons(
    IMeetingStore store, MeetingLookUp lookUp, MeetingViews views, MeetingEvents events, UserDirectory users, FriendService friends, GroupService groups, Notifier notifier)
{
    /// <summary>Invited people pass the lobby, and find the meeting in their list. Only friends are: nobody is called by strangers.</summary>
    public async Task<Outcome<Nothing>> InviteAsync(Actor actor, string code, string asker, InviteRequest request)
    {
        if (request.UserIds is not { Count: > 0 and <= MeetingRules.MaxInvites } invited)
        {
            return Refusal.Invalid($"userIds: 1 to {MeetingRules.MaxInvites}");
        }

        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, await store.FindMemberAsync(meeting.Id, actor.Subject))))
        {
            return MeetingRules.NotHost;
        }

        if (meeting.IsOver)
        {
            return MeetingRules.Over;
        }

        if ((await store.ListChosenAsync(meeting.Id)).Count + invited.Count > MeetingRules.MaxChosen)
        {
            return Refusal.Conflict($"A meeting invites at most {MeetingRules.MaxChosen} people.");
        }

        var friendly = (await friends.FriendIdsAsync(actor.User)).ToHashSet();
        foreach (var (id, user) in await users.FindAllAsync([.. invited.Distinct().Where(friendly.Contains)]))
        {
            if (await InviteOneAsync(meeting, id, user.DisplayName))
            {
                await TellAsync(actor, meeting, id, user.DisplayName, "invited");
            }
        }

        return Nothing.Value;
    }

    /// <summary>The name of a group that somebody belongs to.</summary>
    public async Task<Outcome<string>> NameOfGroupAsync(Actor actor, Id group) =>
        await groups.IsMemberAsync(group, actor.User) && await groups.NameAsync(group) is { } name
            ? name
            : new Refusal("not-member", StatusCodes.Status403Forbidden, "You are not in this group.");

    /// <summary>Calls the members of the meeting's group, if it has one.</summary>
    public async Task CallGroupAsync(Actor actor, Meeting meeting)
    {
        if (meeting.GroupId is not { } group)
        {
            return;
        }

        var unwanted = await friends.BlockedEitherWayAsync(actor.User);
        var called = (await groups.MemberIdsAsync(group)).Where(id => id != actor.User && !unwanted.Contains(Actor.SubjectOf(id))).ToArray();
        foreach (var (id, user) in await users.FindAllAsync(called))
        {
            await InviteOneAsync(meeting, id, user.DisplayName);
            await TellAsync(actor, meeting, id, user.DisplayName, "called");
        }
    }

    /// <summary>How somebody stands to a meeting; who came to its group later is invited like those who were called.</summary>
    public async Task<MeetingMember?> FindMemberAsync(Meeting meeting, Actor actor)
    {
        var member = await store.FindMemberAsync(meeting.Id, actor.Subject);
        return meeting.GroupId is { } group && actor.UserId is { } user && member is not ({ Invited: true } or { Removed: true } or { Banned: true })
            && await groups.IsMemberAsync(group, user)
            ? await store.ChangeMemberAsync(meeting.Id, actor.Subject, now => now with { UserId = user, Name = actor.Name, Invited = !now.Removed && !now.Banned })
            : member;
    }

    /// <returns>Whether this is new to them.</returns>
    private async Task<bool> InviteOneAsync(Meeting meeting, Id id, string name)
    {
        var isNew = false;
        await store.ChangeMemberAsync(meeting.Id, Actor.SubjectOf(id), member =>
        {
            isNew = !member.Invited && !meeting.IsHost(member.Subject);
            return member with { UserId = id, Name = name, Invited = true, Removed = false, Denials = 0 };
        });
        return isNew;
    }

    private async Task TellAsync(Actor by, Meeting meeting, Id id, string name, string kind)
    {
        var person = new Actor(Actor.SubjectOf(id), name, id, null, false);
        await events.ToAsync(person.Subject, new MeetingEvent.About(meeting.Code, kind, await views.ViewAsync(meeting, person)));
        await notifier.NotifyAsync(
            id, NoticeKinds.Meeting, new NoticeContent(by.UserId, meeting.Title, new NoticeTarget { MeetingCode = meeting.Code }, NoticeTopics.Meeting(meeting.Code)));
    }
}
