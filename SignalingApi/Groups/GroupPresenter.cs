using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>Makes of groups what members get.</summary>
internal sealed class GroupPresenter(IGroupStore groups, IConversationStore conversations, UserDirectory users, FriendService friends, PresenceService presence)
{
    /// <summary>Null for who is not in it.</summary>
    public async Task<GroupView?> ShowAsync(Id id, Id viewer)
    {
        if (await groups.FindAsync(id) is not { } group)
        {
            return null;
        }

        var members = await conversations.MembersAsync(id);
        if (members.FirstOrDefault(member => member.UserId == viewer) is not { } own)
        {
            return null;
        }

        var ids = members.Select(static member => member.UserId).ToList();
        var people = await users.FindAllAsync(ids);
        var online = await presence.OnlineAmongAsync(ids);
        var shown = await presence.GetAsync([.. (await friends.FriendIdsAsync(viewer)).Intersect(ids)]);
        return new GroupView(
            group.Id,
            group.Id,
            group.Name,
            Group.PictureAddress(group.Id, group.PictureVersion),
            GroupPermissions.May(GroupAct.Invite, own.Role) ? group.Code : "",
            own.Role,
            [.. members.Select(member => Show(member, people, shown))],
            online.Count,
            group.CreatedAt);
    }

    private static GroupMemberView Show(Membership member, IReadOnlyDictionary<Id, UserMini> people, IReadOnlyDictionary<Id, PresenceView> presence)
    {
        var who = people.GetValueOrDefault(member.UserId) ?? UserMini.Deleted(member.UserId);
        return new GroupMemberView(new GroupUserView(who.Id, who.DisplayName, who.Picture, who.Guest, presence.GetValueOrDefault(member.UserId)), member.Role, member.JoinedAt);
    }
}
