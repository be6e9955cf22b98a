namespace Vidrn.SignalingApi.Chat;

/// <summary>The bounds of chat (docs/protocol.md section 2.8).</summary>
internal static class ChatLimits
{
    /// <summary>Characters (Unicode scalar values) of a message.</summary>
    public const int MaxText = 4_000;

    public const int MaxClientMessageId = 64;

    public const int MaxAttachmentsOfMessage = 10;

    public const long MaxAttachmentBytes = 10 << 20;

    /// <summary>Uploaded and not sent yet, of one user.</summary>
    public const int MaxWaitingAttachments = 30;

    public const int MaxAttachmentName = 120;

    /// <summary>Different emoji on one message.</summary>
    public const int MaxEmoji = 20;

    /// <summary>Unread messages are counted so far.</summary>
    public const int MaxUnread = 1_000;

    /// <summary>In larger groups nobody is told who got and who read what: each message would be answered by everyone to everyone.</summary>
    public const int MaxMarkedMembers = 32;

    /// <summary>Characters of a quoted message that come with the answer to it.</summary>
    public const int MaxQuote = 200;

    public const int MaxQuery = 100;

    /// <summary>Messages that one search request reads.</summary>
    public const int MaxSearched = 20_000;

    public const int MaxGroupMembers = 500;

    /// <summary>Conversations with more than two that one user may be in.</summary>
    public const int MaxGroupsOfUser = 500;

    public const int MaxGroupName = 80;

    public const long MaxGroupPictureBytes = 512 << 10;
}
