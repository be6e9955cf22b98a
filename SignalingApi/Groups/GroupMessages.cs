using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>Of `POST /api/groups`.</summary>
/// <param name="Name">What all see.</param>
/// <param name="MemberIds">Friends of who makes it.</param>
internal sealed record CreateGroupRequest(string? Name, IReadOnlyList<Id>? MemberIds);

/// <summary>Of `PATCH /api/groups/{id}`.</summary>
/// <param name="Name">Another name; null to keep it.</param>
/// <param name="NewCode">True: the code from now on is another.</param>
internal sealed record ChangeGroupRequest(string? Name, bool? NewCode);

/// <summary>Of `POST /api/groups/join`.</summary>
internal sealed record JoinGroupRequest(string? Code);

/// <summary>Of `PUT /api/groups/{id}/members/{userId}`.</summary>
/// <param name="Role">`member`, `admin` or `owner`.</param>
internal sealed record SetMemberRequest(string? Role);

/// <summary>A group as a member gets it.</summary>
/// <param name="Code">Whoever has it may join; empty for those who may not invite.</param>
/// <param name="Role">Of who asks.</param>
internal sealed record GroupView(
    Id Id, Id ConversationId, string Name, string? Picture, string Code, MemberRole Role, IReadOnlyList<GroupMemberView> Members, int OnlineCount, long CreatedAt);

/// <summary>Somebody in a group.</summary>
internal sealed record GroupMemberView(GroupUserView User, MemberRole Role, long JoinedAt);

/// <summary>Who it is.</summary>
/// <param name="Presence">Of friends of who asks; null else.</param>
internal sealed record GroupUserView(string Id, string DisplayName, string? Picture, bool Guest, PresenceView? Presence);

/// <summary>Of the event `group-presence`.</summary>
internal sealed record GroupPresenceEvent(Id GroupId, int Online);
