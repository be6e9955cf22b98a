using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>
/// Groups. Each change checks <see cref="GroupPermissions"/>, is done and is noted in the conversation in one transaction.
/// </summary>
internal interface IGroupStore
{
    /// <summary>Makes a group and its conversation. Refused when somebody is in too many.</summary>
    Task<GroupWritten> CreateAsync(Group group, Id owner, IReadOnlyList<Id> members, NewMessage note);

    Task<Group?> FindAsync(Id group);

    Task<Group?> FindByCodeAsync(string code);

    /// <summary>Takes somebody in by the code; not who was removed.</summary>
    Task<GroupWritten> JoinAsync(Id group, Id user, NewMessage note);

    /// <summary>Takes somebody in at a member's word, also who was removed.</summary>
    Task<GroupWritten> AddAsync(Id group, Id by, Id user, NewMessage note);

    /// <summary>
    /// Takes somebody out at their own wish. An owner hands over to the admin, else the member, who is there longest; with the last one the
    /// group ends.
    /// </summary>
    Task<GroupWritten> LeaveAsync(Id group, Id user, NewMessage note);

    /// <summary>Puts somebody out; the code does not let them in again.</summary>
    Task<GroupWritten> RemoveAsync(Id group, Id by, Id user, NewMessage note);

    /// <summary>Makes somebody admin, member, or owner in the place of who asks.</summary>
    Task<GroupWritten> SetRoleAsync(Id group, Id by, Id user, MemberRole role, NewMessage note);

    Task<GroupWritten> RenameAsync(Id group, Id by, string name, NewMessage note);

    Task<GroupWritten> SetCodeAsync(Id group, Id by, string code);

    /// <param name="group">The group.</param>
    /// <param name="by">A member.</param>
    /// <param name="blobKey">Of the new picture; null for none.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="note">Says so.</param>
    Task<GroupWritten> SetPictureAsync(Id group, Id by, string? blobKey, string? type, NewMessage note);

    Task<GroupWritten> DeleteAsync(Id group, Id by, long now);
}

/// <summary>What came of a change.</summary>
/// <param name="Fate">Whether.</param>
/// <param name="MemberIds">Who is in the group after it; after its end who was.</param>
/// <param name="Note">The message that says so; empty when there is none.</param>
/// <param name="FreedBlob">Of a picture that nobody shows any more.</param>
internal sealed record GroupWritten(GroupFate Fate, IReadOnlyList<Id> MemberIds, MessageBundle Note, string? FreedBlob = null)
{
    public static GroupWritten Refused(GroupFate fate) => new(fate, [], MessageBundle.Empty);
}

/// <summary>Whether a group was changed.</summary>
internal enum GroupFate
{
    Written,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>The last one left, or the owner ended it.</summary>
    Ended,

    NoSuchGroup,

    /// <summary>Who asks is not in it.</summary>
    NotMember,

    /// <summary>Whom it concerns is not in it.</summary>
    NoSuchMember,

    Forbidden,

    /// <summary>They were removed from it.</summary>
    Barred,

    Full,

    /// <summary>They are in as many groups as one may be.</summary>
    TooManyGroups,
}
