using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Reading and searching messages. A member sees what came after they joined or cleared.</summary>
internal sealed class HistoryService(IConversationStore conversations, IMessageHistory history, GroupHistory newest, MessagePresenter presenter)
{
    private static readonly Refusal NoConversation = Refusal.NotFound("conversation of yours");

    /// <summary>Messages in rising order.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The conversation.</param>
    /// <param name="query">Which.</param>
    public async Task<Outcome<MessagePage>> PageAsync(Actor actor, Id id, MessageQuery query)
    {
        if (query.IsAmbiguous || query.After < 0 || query.Before < 0 || query.ChangedAfter < 0)
        {
            return Refusal.Invalid("after, before, changedAfter: at most one of them, a whole number from 0");
        }

        // The conversation first: a version that is too old makes a page that is asked for again, one too new would hide a change.
        if (await conversations.FindAsync(id) is not { } conversation || await conversations.FindMemberAsync(id, actor.User) is not { } member)
        {
            return NoConversation;
        }

        var size = Page<MessageView>.Size(query.Limit);
        var bundle = query switch
        {
            { After: { } after } => await history.AfterAsync(id, Math.Max(after, member.ClearedSeq), size + 1),
            { Before: { } before } => await history.BeforeAsync(id, before, member.ClearedSeq, size + 1),
            { ChangedAfter: { } version } => await history.ChangedAsync(id, version, member.ClearedSeq, size + 1),
            _ => await newest.NewestAsync(conversation, member.ClearedSeq, size + 1),
        };

        // One more than asked for says whether there are more: the last of those that go forward, the first of those that go back.
        var more = bundle.Messages.Count > size;
        var page = !more ? bundle.Messages : query.IsForward ? bundle.Messages.Take(size) : bundle.Messages.Skip(1);
        return new MessagePage(await presenter.ShowAsync(bundle with { Messages = [.. page] }), more);
    }

    /// <summary>The newest first. A page may be empty and not the last: old messages are read by and by.</summary>
    public async Task<Outcome<Page<MessageView>>> SearchAsync(Actor actor, Id id, string? text, long? before, int? limit)
    {
        if (TextRules.Line(text, 1, ChatLimits.MaxQuery) is not { } query || SearchText.Fold(query) is not { Length: > 0 } folded || before < 0)
        {
            return Refusal.Invalid($"q: 1 to {ChatLimits.MaxQuery} characters; before: the next of a page before");
        }

        if (await conversations.FindMemberAsync(id, actor.User) is not { } member)
        {
            return NoConversation;
        }

        var found = await history.SearchAsync(id, folded, before ?? long.MaxValue, member.ClearedSeq, Page<MessageView>.Size(limit, 20));
        return new Page<MessageView>(await presenter.ShowAsync(found.Bundle), found.Next?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>Which messages of a conversation; without any of the three the newest.</summary>
/// <param name="After">Those with a higher number: what came since.</param>
/// <param name="Before">The newest with a lower number: paging back.</param>
/// <param name="ChangedAfter">Those new or changed since a version, the earliest change first.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record MessageQuery(long? After, long? Before, long? ChangedAfter, int? Limit)
{
    public bool IsForward => After is not null || ChangedAfter is not null;

    public bool IsAmbiguous => (After is null ? 0 : 1) + (Before is null ? 0 : 1) + (ChangedAfter is null ? 0 : 1) > 1;
}
