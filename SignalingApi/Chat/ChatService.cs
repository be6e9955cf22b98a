using System.Buffers;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Writing, changing and deleting messages.</summary>
internal sealed class ChatService(
    IConversationStore conversations,
    IMessageStore messages,
    IMessageHistory history,
    Contacts contacts,
    ChatEvents events,
    IdSource ids,
    TimeProvider clock,
    ApiSettings settings)
{
    /// <summary>Seconds' worth of messages that may come at once.</summary>
    private const int BurstSeconds = 5;

    private static readonly SearchValues<char> ClientIdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly Refusal NoConversation = Refusal.NotFound("conversation of yours");
    private static readonly Refusal NoMessage = Refusal.NotFound("message");
    private static readonly Refusal TooLong = new("message-too-long", StatusCodes.Status400BadRequest, $"text: at most {ChatLimits.MaxText} characters");

    private readonly RateBuckets writers = new(clock, settings.MessagesPerSecondPerUser * BurstSeconds, settings.MessagesPerSecondPerUser);

    /// <summary>Answers once the message is on the disk. The same client message id again answers the first.</summary>
    public async Task<Outcome<MessageView>> SendAsync(Actor actor, SendMessageRequest request)
    {
        if (request.ClientMessageId is not { Length: > 0 and <= ChatLimits.MaxClientMessageId } clientId || clientId.AsSpan().ContainsAnyExcept(ClientIdCharacters))
        {
            return Refusal.Invalid($"clientMessageId: 1 to {ChatLimits.MaxClientMessageId} of A-Z a-z 0-9 - _");
        }

        var attachments = request.AttachmentIds ?? [];
        if (attachments.Count > ChatLimits.MaxAttachmentsOfMessage || attachments.Distinct().Count() != attachments.Count)
        {
            return Refusal.Invalid($"attachmentIds: at most {ChatLimits.MaxAttachmentsOfMessage}, each once");
        }

        if (!TextOf(request.Text, attachments.Count == 0).TryGet(out var text, out var refusal))
        {
            return refusal;
        }

        if (writers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        if (request.ConversationId is not { } id || await conversations.FindAsync(id) is not { } conversation || !await IsInAsync(id, actor.User))
        {
            return NoConversation;
        }

        return await contacts.FindBarAsync(conversation, actor.User) is { } bar
            ? bar
            : await WriteAsync(new NewMessage
            {
                Id = ids.Next(),
                ConversationId = id,
                SenderId = actor.User,
                ClientMessageId = clientId,
                Text = text,
                ReplyTo = request.ReplyTo,
                AttachmentIds = attachments,
                SentAt = Now(),
            });
    }

    /// <summary>Notes in the conversation of two how a call between them went. Null when they have none: strangers do not get one so.</summary>
    public async Task<MessageView?> NoteCallAsync(Id from, Id to, CallNote call) =>
        await contacts.FindBarAsync(from, to) is null ? await NoteGroupCallAsync((await conversations.OpenDirectAsync(ids.Next(), from, to, Now())).Id, from, call) : null;

    /// <summary>The same in a group's conversation. Null when who called is not in it any more.</summary>
    public async Task<MessageView?> NoteGroupCallAsync(Id conversation, Id from, CallNote call)
    {
        var noted = await WriteAsync(new NewMessage
        {
            Id = ids.Next(),
            ConversationId = conversation,
            SenderId = from,
            ClientMessageId = $".call-{call.CallId}",
            Kind = MessageKind.Call,
            Detail = call.ToJson(),
            SentAt = Now(),
        });
        return noted.Refusal is null ? noted.Value : null;
    }

    /// <summary>The sender's own; who it was for sees that it was edited.</summary>
    public async Task<Outcome<MessageView>> EditAsync(Actor actor, EditMessageRequest request)
    {
        if (request.MessageId is not { } id)
        {
            return Refusal.Invalid("messageId: the id of a message");
        }

        if (!TextOf(request.Text, required: true).TryGet(out var text, out var refusal))
        {
            return refusal;
        }

        if (await FindBarOfAsync(actor, id) is { } bar)
        {
            return bar;
        }

        return await ChangedAsync(await messages.EditAsync(id, actor.User, text, Now()));
    }

    /// <summary>For everybody: the sender's own, and in a group those of plain members by an admin.</summary>
    public async Task<Outcome<MessageView>> DeleteAsync(Actor actor, DeleteMessageRequest request)
    {
        if (request.MessageId is not { } id)
        {
            return Refusal.Invalid("messageId: the id of a message");
        }

        return writers.Take(actor.Subject) is { } wait ? Refusal.RateLimited(wait) : await ChangedAsync(await messages.DeleteAsync(id, actor.User, Now()));
    }

    public async Task<Outcome<MessageView>> ReactAsync(Actor actor, ReactRequest request)
    {
        if (request is not { MessageId: { } id, On: { } on } || !EmojiRules.IsEmoji(request.Emoji))
        {
            return Refusal.Invalid("messageId: the id of a message; emoji: one emoji; on: true or false");
        }

        if (await FindBarOfAsync(actor, id) is { } bar)
        {
            return bar;
        }

        var written = await messages.ReactAsync(id, actor.User, request.Emoji!, on, Now());
        if (written.Fate == MessageFate.Written)
        {
            var message = written.Message;
            await events.ReactionAsync(written.MemberIds, new ReactionEvent(message.ConversationId, message.Id, actor.User, request.Emoji!, on, message.Version));
        }

        return await ChangedAsync(written);
    }

    private async Task<Outcome<MessageView>> WriteAsync(NewMessage message)
    {
        var written = await messages.SendAsync(message);
        return Refuse(written.Fate) is { } refusal ? refusal : await events.SentAsync(written.Bundle, written.MemberIds);
    }

    private async Task<Outcome<MessageView>> ChangedAsync(MessageWritten written) =>
        Refuse(written.Fate) is { } refusal ? refusal : await events.ChangedAsync(written.Bundle, written.MemberIds);

    /// <summary>Who may not write there any more changes nothing there either, but may still delete.</summary>
    private async Task<Refusal?> FindBarOfAsync(Actor actor, Id messageId)
    {
        if (writers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        return await history.FindAsync(messageId) is { } message && await conversations.FindAsync(message.ConversationId) is { } conversation && await IsInAsync(conversation.Id, actor.User)
            ? await contacts.FindBarAsync(conversation, actor.User)
            : NoMessage;
    }

    private async Task<bool> IsInAsync(Id conversation, Id user) => await conversations.FindMemberAsync(conversation, user) is not null;

    private static Outcome<string> TextOf(string? text, bool required)
    {
        if (TextRules.Block(text ?? "", 0, ChatLimits.MaxText) is not { } clean)
        {
            return TooLong;
        }

        return clean.Length == 0 && required ? Refusal.Invalid("text: at least one character") : clean;
    }

    private static Refusal? Refuse(MessageFate fate) => fate switch
    {
        MessageFate.Written or MessageFate.Unchanged => null,
        MessageFate.NotMember => NoConversation,
        MessageFate.NoSuchMessage => NoMessage,
        MessageFate.NoSuchAttachment => Refusal.NotFound("attachment of yours in this conversation that is still to be sent"),
        MessageFate.IdTaken => Refusal.Conflict("clientMessageId: used for a message of another conversation"),
        MessageFate.TooManyEmoji => Refusal.Conflict($"A message has at most {ChatLimits.MaxEmoji} different emoji."),
        _ => Refusal.Forbidden("This message is somebody else's."),
    };

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
