using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Of `SendMessage`.</summary>
/// <param name="ConversationId">Where.</param>
/// <param name="ClientMessageId">Of the page's choice, 1 to 64 of `A-Z a-z 0-9 - _`; the same again is a retry.</param>
/// <param name="Text">May be empty with attachments.</param>
/// <param name="ReplyTo">The message it answers.</param>
/// <param name="AttachmentIds">Uploaded before.</param>
internal sealed record SendMessageRequest(Id? ConversationId, string? ClientMessageId, string? Text, Id? ReplyTo, IReadOnlyList<Id>? AttachmentIds);

/// <summary>Of `EditMessage`.</summary>
internal sealed record EditMessageRequest(Id? MessageId, string? Text);

/// <summary>Of `DeleteMessage`.</summary>
internal sealed record DeleteMessageRequest(Id? MessageId);

/// <summary>Of `React`.</summary>
internal sealed record ReactRequest(Id? MessageId, string? Emoji, bool? On);

/// <summary>Of `Typing`.</summary>
internal sealed record TypingRequest(Id? ConversationId, bool? Typing);

/// <summary>Of `MarkDelivered` and `MarkRead`.</summary>
internal sealed record MarkRequest(Id? ConversationId, long? Seq);

/// <summary>Of `POST /api/conversations`.</summary>
internal sealed record OpenConversationRequest(Id? UserId);
