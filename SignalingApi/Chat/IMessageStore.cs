using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Writes messages. What it answers is on the disk.</summary>
internal interface IMessageStore
{
    /// <summary>
    /// Appends a message under the conversation's next number. The same sender and client message id again answers the first message and
    /// stores nothing. The sender has then read what was before.
    /// </summary>
    Task<MessageWritten> SendAsync(NewMessage message);

    /// <summary>Another text in the place of a message's.</summary>
    /// <param name="id">The message; of kind text, and not deleted.</param>
    /// <param name="by">A member.</param>
    /// <param name="text">The new one.</param>
    /// <param name="now">Unix milliseconds.</param>
    Task<MessageWritten> EditAsync(Id id, Id by, string text, long now);

    /// <summary>Takes a message's content away for everybody; its number stays. A second time changes nothing.</summary>
    Task<MessageWritten> DeleteAsync(Id id, Id by, long now);

    /// <summary>Adds or takes away somebody's emoji; what is so already stays unchanged.</summary>
    Task<MessageWritten> ReactAsync(Id id, Id by, string emoji, bool on, long now);

    /// <summary>
    /// Deletes some messages of an author and takes some reactions away: for an account that is deleted. False when none is left.
    /// </summary>
    Task<bool> ForgetAuthorAsync(Id user, int limit, long now);
}

/// <summary>What came of a write.</summary>
/// <param name="Fate">Whether.</param>
/// <param name="Bundle">The one message as it is now; empty when it was refused.</param>
/// <param name="MemberIds">Who is in the conversation; empty when nothing changed.</param>
internal sealed record MessageWritten(MessageFate Fate, MessageBundle Bundle, IReadOnlyList<Id> MemberIds)
{
    public Message Message => Bundle.Messages[0];

    public static MessageWritten Refused(MessageFate fate) => new(fate, MessageBundle.Empty, []);
}

/// <summary>Whether a message was written.</summary>
internal enum MessageFate
{
    Written,

    /// <summary>It was so already.</summary>
    Unchanged,

    NotMember,

    /// <summary>Somebody else's message.</summary>
    Forbidden,

    NoSuchMessage,
    NoSuchAttachment,

    /// <summary>The client message id was used in another conversation.</summary>
    IdTaken,

    /// <summary>As many emoji as a message may have.</summary>
    TooManyEmoji,
}
