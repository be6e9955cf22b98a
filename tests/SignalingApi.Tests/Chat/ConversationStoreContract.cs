using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>What every store of conversations and attachments does; a fixture an implementation.</summary>
public abstract class ConversationStoreContract : IDisposable
{
    private static readonly Id Ada = new(1);
    private static readonly Id Bob = new(2);
    private static readonly Id Eve = new(3);

    private protected abstract ChatStores Stores { get; }

    public void Dispose()
    {
        Stores.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_people_have_one_conversation_whoever_opens_it()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? Stores.DirectAsync(Ada, Bob) : Stores.DirectAsync(Bob, Ada)));
        var id = Assert.Single(opened.Distinct());
        var conversation = await Stores.Conversations.FindAsync(id);
        Assert.Equal((Bob, Ada), (conversation!.PartnerOf(Ada)!.Value, conversation.PartnerOf(Bob)!.Value));
        Assert.Equal([Ada, Bob], await Stores.Conversations.MemberIdsAsync(id));
        Assert.NotEqual(id, await Stores.DirectAsync(Ada, Eve));
    }

    [Fact]
    public async Task The_list_is_sorted_by_activity_paged_and_without_empty_ones()
    {
        var chats = new List<Id>();
        for (var n = 0; n < 5; n++)
        {
            chats.Add(await Stores.DirectAsync(Ada, new Id(10 + n)));
        }

        await Stores.DirectAsync(Ada, Eve);
        foreach (var chat in chats)
        {
            await Stores.SayAsync(chat, Ada, "hi");
        }

        await Stores.SayAsync(chats[0], new Id(10), "newest");
        var first = await Stores.Conversations.ListAsync(Ada, null, 3);
        Assert.Equal([chats[0], chats[4], chats[3]], first.Select(static one => one.Conversation.Id));
        var last = first[^1].Conversation;
        var second = await Stores.Conversations.ListAsync(Ada, new ConversationCursor(last.UpdatedAt, last.Id), 3);
        Assert.Equal([chats[2], chats[1]], second.Select(static one => one.Conversation.Id));
        Assert.Equal(2, first[0].MemberCount);
        Assert.Empty(await Stores.Conversations.ListAsync(Bob, null, 3));
    }

    [Fact]
    public async Task Marks_only_rise_stop_at_the_newest_message_and_reading_is_receiving()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        for (var n = 0; n < 5; n++)
        {
            await Stores.SayAsync(chat, Ada, $"m{n}");
        }

        Assert.Equal(3, (await Stores.Conversations.MarkAsync(chat, Bob, 3, read: false))!.DeliveredSeq);
        Assert.Null(await Stores.Conversations.MarkAsync(chat, Bob, 2, read: false));
        var read = await Stores.Conversations.MarkAsync(chat, Bob, 1_000_000, read: true);
        Assert.Equal((5L, 5L), (read!.DeliveredSeq, read.ReadSeq));
        Assert.Null(await Stores.Conversations.MarkAsync(chat, Bob, 1, read: true));
        Assert.Null(await Stores.Conversations.MarkAsync(chat, Eve, 1, read: true));
        Assert.Null(await Stores.Conversations.MarkAsync(new Id(77), Bob, 1, read: true));
    }

    [Fact]
    public async Task Unread_counts_what_others_wrote_after_the_mark()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        await Stores.SayAsync(chat, Bob, "own");
        for (var n = 0; n < 4; n++)
        {
            await Stores.SayAsync(chat, Ada, $"m{n}");
        }

        var gone = await Stores.SayAsync(chat, Ada, "gone");
        await Stores.Messages.DeleteAsync(gone.Id, Ada, 1);
        Assert.Equal(4, (await Stores.Conversations.StandingAsync(chat, Bob))!.Unread);
        Assert.Equal(0, (await Stores.Conversations.StandingAsync(chat, Ada))!.Unread);
        await Stores.Conversations.MarkAsync(chat, Bob, 3, read: true);
        Assert.Equal(2, (await Stores.Conversations.ListAsync(Bob, null, 1))[0].Unread);

        // Who answers has read.
        await Stores.SayAsync(chat, Bob, "answer");
        Assert.Equal([1, 0], (await Stores.Conversations.StandingsAsync(chat)).Select(static one => one.Unread));
        Assert.Null(await Stores.Conversations.StandingAsync(chat, Eve));
    }

    [Fact]
    public async Task Clearing_is_for_one_and_the_other_keeps_all()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        await Stores.SayAsync(chat, Ada, "old");
        Assert.True(await Stores.Conversations.ClearAsync(chat, Bob));
        Assert.False(await Stores.Conversations.ClearAsync(chat, Eve));
        await Stores.SayAsync(chat, Ada, "new");
        var bob = (await Stores.Conversations.StandingAsync(chat, Bob))!;
        Assert.Equal((1L, 1), (bob.Member.ClearedSeq, bob.Unread));
        Assert.Equal(0, (await Stores.Conversations.FindMemberAsync(chat, Ada))!.ClearedSeq);
    }

    [Fact]
    public async Task A_conversation_that_both_left_is_purged_with_all_that_is_in_it()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var upload = await Stores.UploadAsync(chat, Ada);
        var message = (await Stores.Messages.SendAsync(Stores.Text(chat, Ada, "m", null, null, upload))).Message;
        await Stores.SayAsync(chat, Bob, "n");
        await Stores.Conversations.LeaveDirectAsync(Ada);
        Assert.Null(await Stores.Conversations.StandingAsync(chat, Ada));
        Assert.False(await Stores.Conversations.PurgeAsync(1));
        Assert.NotNull(await Stores.Conversations.StandingAsync(chat, Bob));
        await Stores.Conversations.LeaveDirectAsync(Bob);
        for (var n = 0; await Stores.Conversations.PurgeAsync(1); n++)
        {
            Assert.InRange(n, 0, 10);
        }

        Assert.Null(await Stores.History.FindAsync(message.Id));
        Assert.Equal([upload], (await Stores.Attachments.SweepAsync(0, 10)).Select(static one => one.Id));
    }

    [Fact]
    public async Task Attachments_are_sent_once_by_who_uploaded_them_where_they_were_uploaded()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var elsewhere = await Stores.DirectAsync(Ada, Eve);
        var (one, two) = (await Stores.UploadAsync(chat, Ada), await Stores.UploadAsync(chat, Ada));
        Assert.Equal(MessageFate.NoSuchAttachment, (await Stores.Messages.SendAsync(Stores.Text(chat, Bob, "", null, null, one))).Fate);
        Assert.Equal(MessageFate.NoSuchAttachment, (await Stores.Messages.SendAsync(Stores.Text(elsewhere, Ada, "", null, null, one))).Fate);
        var sent = await Stores.Messages.SendAsync(Stores.Text(chat, Ada, "", null, null, two, one));
        Assert.Equal([two, one], sent.Bundle.Attachments.Select(static attachment => attachment.Id));
        Assert.Equal(MessageFate.NoSuchAttachment, (await Stores.Messages.SendAsync(Stores.Text(chat, Ada, "", null, null, one))).Fate);
        await Stores.Messages.DeleteAsync(sent.Message.Id, Ada, 1);
        Assert.Equal([one, two], (await Stores.Attachments.SweepAsync(0, 10)).Select(static attachment => attachment.Id).Order());
        await Stores.Attachments.ForgetAsync([one, two]);
        Assert.Null(await Stores.Attachments.FindAsync(one));
    }

    [Fact]
    public async Task Uploads_that_are_never_sent_are_bounded_and_swept()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        for (var n = 0; n < ChatLimits.MaxWaitingAttachments; n++)
        {
            await Stores.UploadAsync(chat, Ada, at: n);
        }

        var more = new Attachment { Id = Stores.NewId(), ConversationId = chat, UploaderId = Ada, BlobKey = "more", CreatedAt = 99 };
        Assert.False(await Stores.Attachments.TryBeginAsync(more));
        Assert.False(await Stores.Attachments.TryBeginAsync(more with { UploaderId = Eve }));
        Assert.True(await Stores.Attachments.TryBeginAsync(more with { UploaderId = Bob }));
        var swept = await Stores.Attachments.SweepAsync(20, 100);
        Assert.Equal(20, swept.Count);
        await Stores.Attachments.ForgetAsync([.. swept.Select(static one => one.Id)]);
        Assert.Empty(await Stores.Attachments.SweepAsync(20, 100));
        Assert.Equal(ChatLimits.MaxWaitingAttachments - 20, (await Stores.Attachments.UploadedByAsync(Ada)).Count);
    }
}
