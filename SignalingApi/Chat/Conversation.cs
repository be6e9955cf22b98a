using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Who talks with whom.</summary>
internal enum ConversationKind
{
    /// <summary>Two people.</summary>
    Direct = 1,

    /// <summary>A group; it has the conversation's id.</summary>
    Group = 2,
}

/// <summary>What somebody may do in a conversation. Higher ones may do more.</summary>
internal enum MemberRole
{
    Member = 0,
    Admin = 1,
    Owner = 2,
}

/// <summary>A conversation as it is stored.</summary>
internal sealed record Conversation
{
    public Id Id { get; init; }

    public ConversationKind Kind { get; init; }

    /// <summary>The lower id of the two, of a direct conversation.</summary>
    public Id? LowUser { get; init; }

    public Id? HighUser { get; init; }

    /// <summary>Of the newest message; messages are numbered from 1 without gaps.</summary>
    public long LastSeq { get; init; }

    /// <summary>Rises with each message and each change of one.</summary>
    public long LastVersion { get; init; }

    public long UpdatedAt { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>The other of the two; null in a group.</summary>
    public Id? PartnerOf(Id user) => Kind != ConversationKind.Direct ? null : LowUser == user ? HighUser : LowUser;
}

/// <summary>Somebody's place in a conversation.</summary>
internal sealed record Membership
{
    public Id ConversationId { get; init; }

    public Id UserId { get; init; }

    public MemberRole Role { get; init; }

    public long JoinedAt { get; init; }

    /// <summary>Messages up to this one are not shown: cleared, or from before they joined.</summary>
    public long ClearedSeq { get; init; }

    /// <summary>Reached one of their pages, up to this one.</summary>
    public long DeliveredSeq { get; init; }

    /// <summary>Seen, up to this one.</summary>
    public long ReadSeq { get; init; }
}

/// <summary>A conversation as one member has it.</summary>
/// <param name="Conversation">What all have alike.</param>
/// <param name="Member">What is theirs.</param>
/// <param name="Unread">Messages of others after the last one read, at most <see cref="ChatLimits.MaxUnread"/>.</param>
/// <param name="MemberCount">How many are in it.</param>
/// <param name="Group">Name and picture of a group.</param>
internal sealed record Standing(Conversation Conversation, Membership Member, int Unread, int MemberCount, GroupFace? Group);

/// <summary>What a group shows in a list.</summary>
internal sealed record GroupFace(string Name, int PictureVersion);
