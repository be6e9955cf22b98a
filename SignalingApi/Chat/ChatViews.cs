using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>A message as pages get it: the same for every member.</summary>
internal sealed record MessageView(
    Id Id,
    Id ConversationId,
    long Seq,
    string ClientMessageId,
    UserMini Sender,
    MessageKind Kind,
    string Text,
    long SentAt,
    long? EditedAt,
    bool Deleted,
    long Version,
    QuoteView? ReplyTo,
    IReadOnlyList<AttachmentView> Attachments,
    IReadOnlyList<ReactionView> Reactions,
    SystemView? System,
    CallNote? Call);

/// <summary>The beginning of a message that is answered.</summary>
internal sealed record QuoteView(Id Id, long Seq, UserMini Sender, string Text, bool Deleted);

/// <summary>A file.</summary>
/// <param name="Url">On this server, for members.</param>
internal sealed record AttachmentView(Id Id, string Name, string Type, long Size, int? Width, int? Height, string Url)
{
    public static AttachmentView Of(Attachment attachment) => new(
        attachment.Id, attachment.Name, attachment.Type, attachment.Size, attachment.Width, attachment.Height, $"/api/attachments/{attachment.Id}");
}

/// <summary>An emoji and who gave it.</summary>
internal sealed record ReactionView(string Emoji, IReadOnlyList<Id> UserIds);

/// <summary>A change of the group.</summary>
internal sealed record SystemView(string Event, UserMini? Subject, string Text);

/// <summary>A page of messages in rising order.</summary>
/// <param name="Items">The messages.</param>
/// <param name="More">There are more in the direction asked for.</param>
internal sealed record MessagePage(IReadOnlyList<MessageView> Items, bool More);

/// <summary>A conversation as one member gets it.</summary>
internal sealed record ConversationView(
    Id Id,
    ConversationKind Kind,
    string Title,
    string? Picture,
    UserCard? Peer,
    Id? GroupId,
    MemberRole? Role,
    int MemberCount,
    int OnlineCount,
    MessageView? LastMessage,
    long LastSeq,
    long LastVersion,
    long ClearedSeq,
    long DeliveredSeq,
    long ReadSeq,
    int Unread,
    IReadOnlyList<MarkView> Marks,
    long UpdatedAt);

/// <summary>How far another member is.</summary>
internal sealed record MarkView(Id UserId, long DeliveredSeq, long ReadSeq);

/// <summary>Of the events `delivered` and `read`.</summary>
internal sealed record MarkEvent(Id ConversationId, Id UserId, long Seq);

/// <summary>Of the event `typing`.</summary>
internal sealed record TypingEvent(Id ConversationId, UserMini User, bool Typing);

/// <summary>Of the event `reaction`.</summary>
internal sealed record ReactionEvent(Id ConversationId, Id MessageId, Id UserId, string Emoji, bool On, long Version);

/// <summary>Of the event `conversation-removed`.</summary>
internal sealed record ConversationRemoved(Id ConversationId);
