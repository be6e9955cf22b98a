using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// Tells the pages of all members what was committed. Events of different senders may overtake each other; each names its number and
/// version.
/// </summary>
internal sealed class ChatEvents(
    AppEvents events, IConversationStore conversations, MessagePresenter messages, ConversationPresenter presenter, ICache cache, MessageNotices notices)
{
    /// <summary>A new message; answers it as shown.</summary>
    public async Task<MessageView> SentAsync(MessageBundle bundle, IReadOnlyList<Id> members)
    {
        var view = await messages.ShowOneAsync(bundle);
        if (members.Count > 0)
        {
            await cache.RemoveAsync(GroupHistory.KeyOf(view.ConversationId));
            if (view.Seq == 1 && members.Count == 2)
            {
                await ConversationAsync(view.ConversationId);
            }

            await events.ToAsync(members, "message", view);
            notices.Add(bundle.Messages[0], members);
        }

        return view;
    }

    /// <summary>A message was edited, deleted or reacted to.</summary>
    public async Task<MessageView> ChangedAsync(MessageBundle bundle, IReadOnlyList<Id> members)
    {
        var view = await messages.ShowOneAsync(bundle);
        if (members.Count > 0)
        {
            await cache.RemoveAsync(GroupHistory.KeyOf(view.ConversationId));
            await events.ToAsync(members, "message-updated", view);
        }

        return view;
    }

    /// <summary>It is new, or name, picture or members changed: every member gets the conversation as they have it.</summary>
    public async Task ConversationAsync(Id conversation)
    {
        var standings = await conversations.StandingsAsync(conversation);
        foreach (var (standing, view) in standings.Zip(await presenter.ShowAsync(standings)))
        {
            await events.ToAsync(standing.Member.UserId, "conversation", view);
        }
    }

    /// <summary>To one member alone.</summary>
    public Task ConversationAsync(Id user, ConversationView view) => events.ToAsync(user, "conversation", view);

    /// <summary>They are not in it any more.</summary>
    public Task RemovedAsync(IEnumerable<Id> users, Id conversation) => events.ToAsync(users, "conversation-removed", new ConversationRemoved(conversation));

    public Task ReactionAsync(IEnumerable<Id> members, ReactionEvent reaction) => events.ToAsync(members, "reaction", reaction);

    public Task TypingAsync(IEnumerable<Id> others, TypingEvent typing) => events.ToAsync(others, "typing", typing);

    /// <param name="members">Whom to tell.</param>
    /// <param name="type">`delivered` or `read`.</param>
    /// <param name="mark">How far who is.</param>
    public Task MarkAsync(IEnumerable<Id> members, string type, MarkEvent mark) => events.ToAsync(members, type, mark);
}
