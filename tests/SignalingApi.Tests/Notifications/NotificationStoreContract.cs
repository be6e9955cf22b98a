using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications;

/// <summary>What every store of inboxes must do.</summary>
public abstract class NotificationStoreContract
{
    private readonly IdSource ids = new(TimeProvider.System, 3);

    private protected abstract INotificationStore Store { get; }

    private protected abstract Task<Id> UserAsync();

    [Fact]
    public async Task Notices_come_newest_first_page_by_page()
    {
        var user = await UserAsync();
        var other = await UserAsync();
        var added = new List<StoredNotice>();
        for (var i = 0; i < 5; i++)
        {
            added.Add((await AddAsync(user, $"text {i} 你好 <b>'"))!.Notice);
        }

        await AddAsync(other, "not yours");
        added.Reverse();
        Assert.Equal(added.Take(2), await Store.ListAsync(user, null, 2));
        Assert.Equal(added.Skip(2), await Store.ListAsync(user, added[1].Id, 100));
        Assert.Equal(5, await Store.UnreadAsync(user));
        Assert.Equal(2, await Store.MarkReadAsync(user, added[2].Id));
        Assert.Equal([false, false, true, true, true], (await Store.ListAsync(user, null, 100)).Select(static notice => notice.IsRead));
        Assert.Equal(1, await Store.UnreadAsync(other));
    }

    [Fact]
    public async Task Unread_notices_of_a_topic_are_one()
    {
        var user = await UserAsync();
        var first = (await AddAsync(user, "one", "conversation:1"))!;
        await AddAsync(user, "other", "conversation:2");
        var second = (await AddAsync(user, "two", "conversation:1"))!;
        Assert.Equal((first.Notice.Id, 2, 2), (second.Replaces!.Value, second.Notice.Count, second.Unread));
        Assert.Equal(["two", "other"], (await Store.ListAsync(user, null, 10)).Select(static notice => notice.Text));

        Assert.Equal(1, await Store.MarkTopicReadAsync(user, "conversation:1"));
        Assert.Null(await Store.MarkTopicReadAsync(user, "conversation:1"));
        var third = (await AddAsync(user, "three", "conversation:1"))!;
        Assert.Equal((null, 1), (third.Replaces, third.Notice.Count));
        Assert.Equal(3, (await Store.ListAsync(user, null, 10)).Count);
        Assert.Equal(1, await Store.DeleteTopicAsync(user, "conversation:1"));
        Assert.Null(await Store.DeleteTopicAsync(user, "conversation:1"));
    }

    [Fact]
    public async Task Those_without_a_topic_stand_alone()
    {
        var user = await UserAsync();
        await AddAsync(user, "one");
        Assert.Null((await AddAsync(user, "two"))!.Replaces);
        Assert.Null(await Store.DeleteTopicAsync(user, ""));
        Assert.Equal(2, (await Store.ListAsync(user, null, 10)).Count);
    }

    [Fact]
    public async Task An_inbox_keeps_the_latest()
    {
        var user = await UserAsync();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(Math.Min(i + 1, 5), (await AddAsync(user, $"{i}", keep: 5))!.Unread);
        }

        Assert.Equal(["8", "7", "6", "5", "4"], (await Store.ListAsync(user, null, 10)).Select(static notice => notice.Text));
    }

    [Fact]
    public async Task One_deletes_ones_own()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        var notice = (await AddAsync(user, "x"))!.Notice;
        Assert.Null(await Store.DeleteAsync(other, notice.Id));
        Assert.Equal(0, await Store.DeleteAsync(user, notice.Id));
        Assert.Null(await Store.DeleteAsync(user, notice.Id));
        await AddAsync(user, "y");
        await AddAsync(other, "z");
        await Store.ClearAsync(user);
        Assert.Empty(await Store.ListAsync(user, null, 10));
        Assert.Single(await Store.ListAsync(other, null, 10));
    }

    [Fact]
    public async Task Nobody_gets_none_and_a_deleted_account_leaves_none()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        Assert.Null(await AddAsync(new Id(1), "x"));
        await AddAsync(user, "mine");
        await AddAsync(other, "by the one who goes", actor: user);
        await AddAsync(other, "stays");
        await Store.DeleteAllAsync(user);
        Assert.Empty(await Store.ListAsync(user, null, 10));
        Assert.Equal("stays", Assert.Single(await Store.ListAsync(other, null, 10)).Text);
    }

    private Task<AddedNotice?> AddAsync(Id user, string text, string topic = "", Id? actor = null, int keep = 500) => Store.AddAsync(
        new StoredNotice { Id = ids.Next(), User = user, Kind = NoticeKinds.Message, Topic = topic, Actor = actor, Text = text, Target = """{"conversationId":"5"}""", At = 9 },
        keep);
}
