using Vidrn.SignalingApi.Chat;

namespace Vidrn.SignalingApi.Groups;

/// <summary>What is done in a group.</summary>
internal enum GroupAct
{
    /// <summary>Adding somebody, and seeing the code to hand it on.</summary>
    Invite,

    /// <summary>Name, picture, another code.</summary>
    Edit,

    /// <summary>Putting somebody out.</summary>
    Remove,

    /// <summary>Deleting what somebody else wrote.</summary>
    DeleteMessage,

    /// <summary>Making somebody admin or member.</summary>
    SetRole,

    /// <summary>Making somebody else the owner.</summary>
    HandOver,

    /// <summary>Ending the group.</summary>
    Delete,
}

/// <summary>Who may do what. The owner may do all; an admin what concerns the group and its plain members; a member writes and leaves.</summary>
internal static class GroupPermissions
{
    /// <param name="act">What.</param>
    /// <param name="by">Who.</param>
    /// <param name="target">To whom; only for the acts that have one.</param>
    public static bool May(GroupAct act, MemberRole by, MemberRole target = MemberRole.Member) => act switch
    {
        GroupAct.Invite or GroupAct.Edit => by >= MemberRole.Admin,
        GroupAct.Remove or GroupAct.DeleteMessage => by >= MemberRole.Admin && by > target,
        GroupAct.SetRole or GroupAct.HandOver => by == MemberRole.Owner && target != MemberRole.Owner,
        GroupAct.Delete => by == MemberRole.Owner,
        _ => false,
    };
}
