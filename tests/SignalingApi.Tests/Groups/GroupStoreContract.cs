using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Groups;

/// <summary>What every store of groups does; a fixture an implementation.</summary>
public abstract class GroupStoreContract : IDisposable
{
    private static readonly Id Ada = new(1);
    private static readonly Id Bob = new(2);
    private static readonly Id Eve = new(3);
    private static readonly Id Zoe = new(4);

    private protected abstract ChatStores Stores { get; }

    public void Dispose()
    {
        Stores.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_group_is_made_with_its_conversation_and_told_in_it()
    {
        var group = await Stores.GroupAsync(Ada, Bob);
        Assert.Equal([Ada, Bob], (await Stores.Conversations.MembersAsync(group)).Select(static member => member.UserId));
        Assert.Equal("created", SystemNote.Of(Assert.Single((await Stores.History.AfterAsync(group, 0, 9)).Messages))!.Event);
        var standing = (await Stores.Conversations.StandingAsync(group, Bob))!;
        Assert.Equal(("Readers", 0, MemberRole.Member), (standing.Group!.Name, standing.Unread, standing.Member.Role));
        Assert.Equal(group, (await Stores.Groups.FindByCodeAsync((await Stores.Groups.FindAsync(group))!.Code))!.Id);
    }

    [Fact]
    public async Task Who_joins_sees_what_comes_and_not_what_was()
    {
        var group = await Stores.GroupAsync(Ada);
        await Stores.SayAsync(group, Ada, "before");
        var joined = await Stores.Groups.JoinAsync(group, Eve, Stores.Note(group, Eve, "joined"));
        Assert.Equal([Ada, Eve], joined.MemberIds);
        Assert.Equal(GroupFate.Unchanged, (await Stores.Groups.JoinAsync(group, Eve, Stores.Note(group, Eve, "joined"))).Fate);
        Assert.Equal(2, (await Stores.Conversations.FindMemberAsync(group, Eve))!.ClearedSeq);
        Assert.Equal(3, joined.Note.Messages[0].Seq);
        Assert.Equal(GroupFate.NoSuchGroup, (await Stores.Groups.JoinAsync(new Id(9), Eve, Stores.Note(new Id(9), Eve, "joined"))).Fate);
    }

    [Fact]
    public async Task Who_was_removed_comes_back_only_at_an_admins_word()
    {
        var group = await Stores.GroupAsync(Ada, Bob, Eve);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.RemoveAsync(group, Bob, Eve, Stores.Note(group, Bob, "removed"))).Fate);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.RemoveAsync(group, Ada, Ada, Stores.Note(group, Ada, "removed"))).Fate);
        Assert.Equal(GroupFate.NoSuchMember, (await Stores.Groups.RemoveAsync(group, Ada, Zoe, Stores.Note(group, Ada, "removed"))).Fate);
        Assert.Equal([Ada, Bob], (await Stores.Groups.RemoveAsync(group, Ada, Eve, Stores.Note(group, Ada, "removed"))).MemberIds);
        Assert.Equal(GroupFate.Barred, (await Stores.Groups.JoinAsync(group, Eve, Stores.Note(group, Eve, "joined"))).Fate);
        Assert.Equal(GroupFate.NotMember, (await Stores.Groups.AddAsync(group, Eve, Eve, Stores.Note(group, Eve, "added"))).Fate);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.AddAsync(group, Bob, Eve, Stores.Note(group, Bob, "added"))).Fate);
        Assert.Equal(GroupFate.Written, (await Stores.Groups.AddAsync(group, Ada, Eve, Stores.Note(group, Ada, "added"))).Fate);
        await Stores.Groups.LeaveAsync(group, Eve, Stores.Note(group, Eve, "left"));
        Assert.Equal(GroupFate.Written, (await Stores.Groups.JoinAsync(group, Eve, Stores.Note(group, Eve, "joined"))).Fate);
    }

    [Fact]
    public async Task An_owner_who_leaves_hands_over_to_the_oldest_admin_and_the_last_one_ends_it()
    {
        var group = await Stores.GroupAsync(Ada, Bob, Eve, Zoe);
        await Stores.Groups.SetRoleAsync(group, Ada, Zoe, MemberRole.Admin, Stores.Note(group, Ada, "role"));
        Assert.Equal(GroupFate.Written, (await Stores.Groups.LeaveAsync(group, Ada, Stores.Note(group, Ada, "left"))).Fate);
        Assert.Equal(MemberRole.Owner, (await Stores.Conversations.FindMemberAsync(group, Zoe))!.Role);
        await Stores.Groups.LeaveAsync(group, Zoe, Stores.Note(group, Zoe, "left"));
        Assert.Equal(MemberRole.Owner, (await Stores.Conversations.FindMemberAsync(group, Bob))!.Role);
        await Stores.Groups.LeaveAsync(group, Eve, Stores.Note(group, Eve, "left"));
        Assert.Equal(GroupFate.Ended, (await Stores.Groups.LeaveAsync(group, Bob, Stores.Note(group, Bob, "left"))).Fate);
        Assert.Null(await Stores.Groups.FindAsync(group));
        Assert.Null(await Stores.Conversations.FindAsync(group));
        Assert.Equal(GroupFate.NotMember, (await Stores.Groups.LeaveAsync(group, Bob, Stores.Note(group, Bob, "left"))).Fate);
    }

    [Fact]
    public async Task There_is_always_one_owner()
    {
        var group = await Stores.GroupAsync(Ada, Bob, Eve);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.SetRoleAsync(group, Bob, Eve, MemberRole.Admin, Stores.Note(group, Bob, "role"))).Fate);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.SetRoleAsync(group, Ada, Ada, MemberRole.Member, Stores.Note(group, Ada, "role"))).Fate);
        Assert.Equal(GroupFate.Written, (await Stores.Groups.SetRoleAsync(group, Ada, Bob, MemberRole.Owner, Stores.Note(group, Ada, "role"))).Fate);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.SetRoleAsync(group, Ada, Eve, MemberRole.Admin, Stores.Note(group, Ada, "role"))).Fate);
        Assert.Equal([(Bob, MemberRole.Owner), (Ada, MemberRole.Admin), (Eve, MemberRole.Member)],
            (await Stores.Conversations.MembersAsync(group)).Select(static member => (member.UserId, member.Role)));
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.DeleteAsync(group, Ada, 5)).Fate);
        Assert.Equal([Ada, Bob, Eve], (await Stores.Groups.DeleteAsync(group, Bob, 5)).MemberIds);
        Assert.Empty(await Stores.Conversations.MembershipsOfAsync(Ada));
    }

    [Fact]
    public async Task An_admin_deletes_what_members_wrote_and_not_what_the_owner_did()
    {
        var group = await Stores.GroupAsync(Ada, Bob, Eve);
        await Stores.Groups.SetRoleAsync(group, Ada, Bob, MemberRole.Admin, Stores.Note(group, Ada, "role"));
        var (owners, members) = (await Stores.SayAsync(group, Ada, "owner's"), await Stores.SayAsync(group, Eve, "member's"));
        Assert.Equal(MessageFate.Forbidden, (await Stores.Messages.DeleteAsync(owners.Id, Bob, 1)).Fate);
        Assert.Equal(MessageFate.Forbidden, (await Stores.Messages.DeleteAsync(owners.Id, Eve, 1)).Fate);
        Assert.Equal(MessageFate.Written, (await Stores.Messages.DeleteAsync(members.Id, Bob, 1)).Fate);
        var note = (await Stores.History.AfterAsync(group, 0, 1)).Messages[0];
        Assert.Equal(MessageFate.Forbidden, (await Stores.Messages.DeleteAsync(note.Id, Ada, 1)).Fate);
        Assert.Equal(MessageFate.NoSuchMessage, (await Stores.Messages.EditAsync(note.Id, Ada, "x", 1)).Fate);
    }

    [Fact]
    public async Task Name_code_and_picture_change_at_an_admins_word()
    {
        var group = await Stores.GroupAsync(Ada, Bob);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.RenameAsync(group, Bob, "Mine", Stores.Note(group, Bob, "renamed"))).Fate);
        Assert.Equal(GroupFate.Written, (await Stores.Groups.RenameAsync(group, Ada, "Writers", Stores.Note(group, Ada, "renamed"))).Fate);
        Assert.Equal(GroupFate.Unchanged, (await Stores.Groups.RenameAsync(group, Ada, "Writers", Stores.Note(group, Ada, "renamed"))).Fate);
        Assert.Equal(GroupFate.Forbidden, (await Stores.Groups.SetCodeAsync(group, Bob, "mine")).Fate);
        Assert.Equal(GroupFate.Written, (await Stores.Groups.SetCodeAsync(group, Ada, "fresh")).Fate);
        Assert.Equal("Writers", (await Stores.Groups.FindByCodeAsync("fresh"))!.Name);
        var versions = new List<int>();
        foreach (var key in (string?[])["one", "two", null, "three"])
        {
            var changed = await Stores.Groups.SetPictureAsync(group, Ada, key, key is null ? null : "image/png", Stores.Note(group, Ada, "picture"));
            Assert.Equal(key switch { "two" => "one", null => "two", _ => null }, changed.FreedBlob);
            versions.Add((await Stores.Groups.FindAsync(group))!.PictureVersion);
        }

        Assert.Equal([1, 2, -2, 3], versions);
    }

    [Fact]
    public async Task A_group_has_a_bound()
    {
        var group = await Stores.GroupAsync(Ada, [.. Enumerable.Range(0, ChatLimits.MaxGroupMembers - 1).Select(static n => new Id(1_000_000 + n))]);
        Assert.Equal(GroupFate.Full, (await Stores.Groups.JoinAsync(group, Eve, Stores.Note(group, Eve, "joined"))).Fate);
        Assert.Equal(ChatLimits.MaxGroupMembers, (await Stores.Conversations.StandingsAsync(group)).Count);
    }
}

public sealed class SqliteGroupStoreTests : GroupStoreContract
{
    private protected override ChatStores Stores { get; } = ChatStores.OnSqlite();
}
