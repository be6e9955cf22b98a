using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Conversations as their members have them: the list, marks, clearing, who is typing.</summary>
internal sealed class ConversationService(
    IConversationStore conversations,
    ConversationPresenter presenter,
    Contacts contacts,
    ChatEvents events,
    UserDirectory users,
    Notifier notifier,
    TypingThrottle typing,
    IdSource ids,
    TimeProvider clock)
{
    private static readonly Refusal NoConversation = Refusal.NotFound("conversation of yours");

    public async Task<Outcome<Page<ConversationView>>> ListAsync(Actor actor, string? before, int? limit)
    {
        if (before is not null && !ConversationCursor.TryParse(before, out _))
        {
            return Refusal.Invalid("before: the next of a page before");
        }

        var size = Page<ConversationView>.Size(limit);
        var standings = await conversations.ListAsync(actor.User, ConversationCursor.TryParse(before, out var cursor) ? cursor : null, size);
        var next = standings.Count == size ? new ConversationCursor(standings[^1].Conversation.UpdatedAt, standings[^1].Conversation.Id).ToString() : null;
        return new Page<ConversationView>(await presenter.ShowAsync(standings), next);
    }

    /// <summary>The conversation with somebody: among friends it is made when there is none.</summary>
    public async Task<Outcome<ConversationView>> OpenAsync(Actor actor, OpenConversationRequest request)
    {
        if (request.UserId is not { } other || other == actor.User || await users.FindAsync(other) is null)
        {
            return Refusal.NotFound("user to talk to");
        }

        if (await contacts.FindBarAsync(actor.User, other) is { } bar)
        {
            return bar;
        }

        var conversation = await conversations.OpenDirectAsync(ids.Next(), actor.User, other, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return await GetAsync(actor, conversation.Id);
    }

    public async Task<Outcome<ConversationView>> GetAsync(Actor actor, Id id) =>
        await presenter.ShowForAsync(id, actor.User) is { } view ? view : NoConversation;

    /// <summary>Hides all there is until now from who asks, on all their pages, and from nobody else.</summary>
    public async Task<Outcome<Nothing>> ClearAsync(Actor actor, Id id)
    {
        if (!await conversations.ClearAsync(id, actor.User))
        {
            return NoConversation;
        }

        if (await presenter.ShowForAsync(id, actor.User) is { } view)
        {
            await events.ConversationAsync(actor.User, view);
        }

        await notifier.SeenAsync(actor.User, NoticeTopics.Conversation(id));
        return Nothing.Value;
    }

    public async Task<Outcome<Nothing>> MarkAsync(Actor actor, MarkRequest request, bool read)
    {
        if (request is not { ConversationId: { } id, Seq: { } seq and >= 0 })
        {
            return Refusal.Invalid("conversationId: the id of a conversation; seq: a whole number from 0");
        }

        var members = await conversations.MemberIdsAsync(id);
        if (!members.Contains(actor.User))
        {
            return NoConversation;
        }

        var isLarge = members.Count > ChatLimits.MaxMarkedMembers;
        if ((isLarge && !read) || await conversations.MarkAsync(id, actor.User, seq, read) is not { } moved)
        {
            return Nothing.Value;
        }

        // In a large group only their own pages are told, since the unread count of each changes.
        var told = isLarge ? [actor.User] : members;
        await events.MarkAsync(told, read ? "read" : "delivered", new MarkEvent(id, actor.User, read ? moved.ReadSeq : moved.DeliveredSeq));
        if (read)
        {
            await notifier.SeenAsync(actor.User, NoticeTopics.Conversation(id));
        }

        return Nothing.Value;
    }

    /// <summary>Told to the others' pages and not kept; too many in a row go untold.</summary>
    public async Task<Outcome<Nothing>> TypeAsync(Actor actor, TypingRequest request)
    {
        if (request is not { ConversationId: { } id, Typing: { } isTyping })
        {
            return Refusal.Invalid("conversationId: the id of a conversation; typing: true or false");
        }

        if (!typing.Passes(actor.User, id, isTyping))
        {
            return Nothing.Value;
        }

        if (await conversations.FindAsync(id) is not { } conversation || await conversations.MemberIdsAsync(id) is not { } members || !members.Contains(actor.User))
        {
            return NoConversation;
        }

        if (await contacts.FindBarAsync(conversation, actor.User) is { } bar)
        {
            return bar;
        }

        var who = await users.FindAsync(actor.User) ?? UserMini.Deleted(actor.User);
        await events.TypingAsync(members.Where(member => member != actor.User), new TypingEvent(id, who, isTyping));
        return Nothing.Value;
    }
}
