using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>What every store of messages does; a fixture an implementation.</summary>
public abstract class MessageStoreContract : IDisposable
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
    public async Task Messages_are_numbered_from_one_without_gaps_however_many_come_at_once()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Stores.Messages.SendAsync(Stores.Text(chat, n % 2 == 0 ? Ada : Bob, $"m{n}"))));
        Assert.Equal(Enumerable.Range(1, 100).Select(static n => (long)n), sent.Select(static one => one.Message.Seq).Order());
        var all = (await Stores.History.AfterAsync(chat, 0, 200)).Messages;
        Assert.Equal(Enumerable.Range(1, 100).Select(static n => (long)n), all.Select(static message => message.Seq));
        Assert.Equal([Ada, Bob], sent[0].MemberIds);
    }

    [Fact]
    public async Task A_retry_answers_the_first_message_also_when_both_come_at_once()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Stores.Messages.SendAsync(Stores.Text(chat, Ada, "once", "same"))));
        Assert.Single(tries, static one => one.Fate == MessageFate.Written);
        Assert.Single(tries.Select(static one => one.Message.Id).Distinct());
        Assert.Single((await Stores.History.AfterAsync(chat, 0, 10)).Messages);

        // The name is the sender's own; elsewhere it is no retry.
        Assert.Equal(MessageFate.Written, (await Stores.Messages.SendAsync(Stores.Text(chat, Bob, "mine", "same"))).Fate);
        Assert.Equal(MessageFate.IdTaken, (await Stores.Messages.SendAsync(Stores.Text(await Stores.DirectAsync(Ada, Eve), Ada, "other", "same"))).Fate);
    }

    [Fact]
    public async Task Who_is_not_in_it_writes_and_changes_nothing()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var message = await Stores.SayAsync(chat, Ada, "ours");
        Assert.Equal(MessageFate.NotMember, (await Stores.Messages.SendAsync(Stores.Text(chat, Eve, "hi"))).Fate);
        Assert.Equal(MessageFate.NotMember, (await Stores.Messages.SendAsync(Stores.Text(new Id(99), Ada, "nowhere"))).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.EditAsync(message.Id, Eve, "x", 1)).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.DeleteAsync(message.Id, Eve, 1)).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.ReactAsync(message.Id, Eve, "👍", true, 1)).Fate);
        Assert.Equal(MessageFate.Forbidden, (await Stores.Messages.EditAsync(message.Id, Bob, "x", 1)).Fate);
        Assert.Equal(MessageFate.Forbidden, (await Stores.Messages.DeleteAsync(message.Id, Bob, 1)).Fate);
        Assert.Equal(message, await Stores.History.FindAsync(message.Id));
    }

    [Fact]
    public async Task Editing_and_deleting_keep_the_number_and_raise_the_version()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var first = await Stores.SayAsync(chat, Ada, "frist");
        var second = await Stores.SayAsync(chat, Bob, "second");
        var edited = (await Stores.Messages.EditAsync(first.Id, Ada, "first", 77)).Message;
        Assert.Equal((1L, 3L, "first", 77L), (edited.Seq, edited.Version, edited.Text, edited.EditedAt!.Value));
        Assert.Equal(MessageFate.Unchanged, (await Stores.Messages.EditAsync(first.Id, Ada, "first", 78)).Fate);
        await Stores.Messages.ReactAsync(first.Id, Bob, "👍", true, 79);
        var deleted = await Stores.Messages.DeleteAsync(first.Id, Ada, 80);
        Assert.Equal((1L, 5L, "", 80L), (deleted.Message.Seq, deleted.Message.Version, deleted.Message.Text, deleted.Message.DeletedAt!.Value));
        Assert.Empty(deleted.Bundle.Reactions);
        Assert.Equal(MessageFate.Unchanged, (await Stores.Messages.DeleteAsync(first.Id, Ada, 81)).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.EditAsync(first.Id, Ada, "again", 82)).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.ReactAsync(first.Id, Bob, "👍", true, 83)).Fate);
        Assert.Equal([first.Id], (await Stores.History.ChangedAsync(chat, second.Version, 0, 10)).Messages.Select(static message => message.Id));
        Assert.Equal([second.Id, first.Id], (await Stores.History.ChangedAsync(chat, 0, 0, 10)).Messages.Select(static message => message.Id));
    }

    [Fact]
    public async Task Reactions_count_once_a_person_and_twenty_kinds_a_message()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var message = await Stores.SayAsync(chat, Ada, "like me");
        Assert.Equal(MessageFate.Written, (await Stores.Messages.ReactAsync(message.Id, Bob, "e0", true, 1)).Fate);
        Assert.Equal(MessageFate.Unchanged, (await Stores.Messages.ReactAsync(message.Id, Bob, "e0", true, 2)).Fate);
        for (var n = 1; n < ChatLimits.MaxEmoji; n++)
        {
            Assert.Equal(MessageFate.Written, (await Stores.Messages.ReactAsync(message.Id, Bob, $"e{n}", true, 2 + n)).Fate);
        }

        Assert.Equal(MessageFate.TooManyEmoji, (await Stores.Messages.ReactAsync(message.Id, Ada, "one more", true, 50)).Fate);
        var joined = await Stores.Messages.ReactAsync(message.Id, Ada, "e0", true, 51);
        Assert.Equal(ChatLimits.MaxEmoji + 1, joined.Bundle.Reactions.Count);
        Assert.Equal(MessageFate.Written, (await Stores.Messages.ReactAsync(message.Id, Ada, "e0", false, 52)).Fate);
        Assert.Equal(MessageFate.Unchanged, (await Stores.Messages.ReactAsync(message.Id, Ada, "e0", false, 53)).Fate);
    }

    [Fact]
    public async Task An_answer_quotes_what_its_sender_sees_of_the_same_conversation()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        var other = await Stores.SayAsync(await Stores.DirectAsync(Ada, Eve), Ada, "elsewhere");
        var question = await Stores.SayAsync(chat, Ada, "where?");
        var answer = await Stores.Messages.SendAsync(Stores.Text(chat, Bob, "here", replyTo: question.Id));
        Assert.Equal("where?", Assert.Single(answer.Bundle.Quoted).Text);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.SendAsync(Stores.Text(chat, Ada, "x", replyTo: other.Id))).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.SendAsync(Stores.Text(chat, Ada, "x", replyTo: new Id(5)))).Fate);
        await Stores.Conversations.ClearAsync(chat, Bob);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.SendAsync(Stores.Text(chat, Bob, "x", replyTo: question.Id))).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.ReactAsync(question.Id, Bob, "👍", true, 9)).Fate);
        Assert.Equal(2, (await Stores.Conversations.FindAsync(chat))!.LastSeq);
    }

    [Fact]
    public async Task Pages_go_both_ways_and_stop_at_the_floor()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        for (var n = 1; n <= 9; n++)
        {
            await Stores.SayAsync(chat, Ada, $"m{n}");
        }

        Assert.Equal(["m4", "m5", "m6"], Texts(await Stores.History.AfterAsync(chat, 3, 3)));
        Assert.Equal(["m7", "m8", "m9"], Texts(await Stores.History.BeforeAsync(chat, long.MaxValue, 0, 3)));
        Assert.Equal(["m4", "m5", "m6"], Texts(await Stores.History.BeforeAsync(chat, 7, 0, 3)));
        Assert.Equal(["m6"], Texts(await Stores.History.BeforeAsync(chat, 7, 5, 3)));
        Assert.Equal(["m9"], Texts(await Stores.History.LastAsync([chat])));
    }

    [Theory]
    [InlineData("HELLO", "hello World")]
    [InlineData("你好", "今天你好吗")]
    [InlineData("100%", "it is 100% sure")]
    [InlineData("a_b", "say A_B now")]
    [InlineData("ÄRGER", "so ein ärger")]
    [InlineData("vidrn", "ｖｉｄｒｎ")]
    [InlineData("o' or '1'='1", "O' OR '1'='1")]
    [InlineData("two words", "two \n\t words")]
    public async Task Search_finds_text_in_any_case_and_script_and_takes_no_character_for_a_pattern(string query, string text)
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        await Stores.SayAsync(chat, Ada, "something else: 1000 aXb");
        var message = await Stores.SayAsync(chat, Ada, text);
        var found = await Stores.History.SearchAsync(chat, SearchText.Fold(query), long.MaxValue, 0, 10);
        Assert.Equal([message.Id], found.Bundle.Messages.Select(static one => one.Id));
        Assert.Null(found.Next);
    }

    [Fact]
    public async Task Search_pages_and_finds_neither_deleted_nor_old_text_nor_what_is_below_the_floor()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        await Stores.SayAsync(chat, Ada, "needle below");
        var edited = await Stores.SayAsync(chat, Ada, "needle edited away");
        await Stores.Messages.EditAsync(edited.Id, Ada, "hay", 1);
        var deleted = await Stores.SayAsync(chat, Ada, "needle deleted");
        await Stores.Messages.DeleteAsync(deleted.Id, Ada, 1);
        await Stores.SayAsync(chat, Ada, "needle 4");
        await Stores.SayAsync(chat, Bob, "Needle 5");
        var first = await Stores.History.SearchAsync(chat, "needle", long.MaxValue, 1, 1);
        Assert.Equal(["Needle 5"], Texts(first.Bundle));
        var second = await Stores.History.SearchAsync(chat, "needle", first.Next!.Value, 1, 1);
        Assert.Equal(["needle 4"], Texts(second.Bundle));
        Assert.Empty((await Stores.History.SearchAsync(chat, "needle", second.Next!.Value, 1, 1)).Bundle.Messages);
    }

    [Fact]
    public async Task An_author_who_is_forgotten_leaves_tombstones_each_with_a_version_of_its_own()
    {
        var chat = await Stores.DirectAsync(Ada, Bob);
        for (var n = 0; n < 5; n++)
        {
            await Stores.SayAsync(chat, Ada, $"secret {n}");
        }

        var other = await Stores.SayAsync(chat, Bob, "mine");
        await Stores.Messages.ReactAsync(other.Id, Ada, "👍", true, 5);
        var rounds = 0;
        while (await Stores.Messages.ForgetAuthorAsync(Ada, 2, 99))
        {
            rounds++;
        }

        Assert.InRange(rounds, 3, 4);
        var all = await Stores.History.AfterAsync(chat, 0, 10);
        Assert.Equal(["", "", "", "", "", "mine"], Texts(all));
        Assert.Empty(all.Reactions);
        Assert.Equal(6, all.Messages.Select(static message => message.Version).Distinct().Count());
    }

    private static IEnumerable<string> Texts(MessageBundle bundle) => bundle.Messages.Select(static message => message.Text);
}
