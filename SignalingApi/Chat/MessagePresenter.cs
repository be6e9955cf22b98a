using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Makes of stored messages what pages get.</summary>
internal sealed class MessagePresenter(UserDirectory users)
{
    /// <summary>In the bundle's order.</summary>
    public async Task<IReadOnlyList<MessageView>> ShowAsync(MessageBundle bundle)
    {
        if (bundle.Messages.Count == 0)
        {
            return [];
        }

        var people = await users.FindAllAsync([.. bundle.People()]);
        var quoted = bundle.Quoted.ToDictionary(static message => message.Id);
        var attachments = bundle.Attachments.ToLookup(static attachment => attachment.MessageId!.Value);
        var reactions = bundle.Reactions.ToLookup(static reaction => reaction.MessageId);
        return [.. bundle.Messages.Select(message => Show(message, people, quoted, attachments, reactions))];
    }

    public async Task<MessageView> ShowOneAsync(MessageBundle bundle) => (await ShowAsync(bundle))[0];

    private static MessageView Show(
        Message message,
        IReadOnlyDictionary<Id, UserMini> people,
        Dictionary<Id, Message> quoted,
        ILookup<Id, Attachment> attachments,
        ILookup<Id, Reaction> reactions) => new(
        message.Id,
        message.ConversationId,
        message.Seq,
        message.ClientMessageId.StartsWith('.') ? "" : message.ClientMessageId,
        Who(people, message.SenderId),
        message.Kind,
        message.Text,
        message.SentAt,
        message.EditedAt,
        message.IsDeleted,
        message.Version,
        message.ReplyTo is { } replyTo && quoted.TryGetValue(replyTo, out var quote)
            ? new QuoteView(quote.Id, quote.Seq, Who(people, quote.SenderId), Excerpt(quote.Text), quote.IsDeleted)
            : null,
        [.. attachments[message.Id].Select(AttachmentView.Of)],
        [.. reactions[message.Id].GroupBy(static reaction => reaction.Emoji).Select(static group => new ReactionView(group.Key, [.. group.Select(static one => one.UserId)]))],
        SystemNote.Of(message) is { } note ? new SystemView(note.Event, note.Subject is { } subject ? Who(people, subject) : null, note.Text) : null,
        CallNote.Of(message));

    private static UserMini Who(IReadOnlyDictionary<Id, UserMini> people, Id id) => people.TryGetValue(id, out var who) ? who : UserMini.Deleted(id);

    private static string Excerpt(string text) =>
        text.Length <= ChatLimits.MaxQuote ? text : string.Concat(text.EnumerateRunes().Take(ChatLimits.MaxQuote));
}
