using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>What every store of meetings does.</summary>
public abstract class MeetingStoreContract
{
    private const long Day = 86_400_000;

    private protected abstract IMeetingStore Store { get; }

    [Fact]
    public async Task A_code_belongs_to_one_meeting()
    {
        Assert.True(await Store.TryAddAsync(Made(1)));
        Assert.False(await Store.TryAddAsync(Made(2) with { Code = Made(1).Code }));
        Assert.Equal(Made(1), await Store.FindAsync(new Id(1)));
        Assert.Equal(Made(1), await Store.FindAsync(Made(1).Code));
        Assert.Null(await Store.FindAsync(new Id(2)));
    }

    [Fact]
    public async Task Everything_that_may_change_is_kept_and_the_rest_stays()
    {
        await Store.TryAddAsync(Made(1));
        var changed = Made(1) with
        {
            Title = "Other", OwnerId = new Id(8), Host = "u8", StartsAt = 5, DurationMinutes = 6, Lobby = false, Guests = true, MembersOnly = true,
            MuteOnEntry = true, HardMute = true, Locked = true, Spotlight = "u9", State = MeetingState.Ended, OpenedAt = 7, EndedAt = 8, EmptySince = 9,
        };
        await Store.ChangeAsync(new Id(1), _ => changed);
        Assert.Equal(changed, await Store.FindAsync(new Id(1)));
        Assert.Null(await Store.ChangeAsync(new Id(1), static _ => null));
        Assert.Null(await Store.ChangeAsync(new Id(2), static meeting => meeting));
        Assert.Equal(changed, await Store.FindAsync(new Id(1)));
    }

    [Fact]
    public async Task Changes_at_once_do_not_lose_each_other()
    {
        await Store.TryAddAsync(Made(1));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Store.ChangeAsync(new Id(1), static meeting => meeting with { DurationMinutes = (meeting.DurationMinutes ?? 0) + 1 })));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Store.ChangeMemberAsync(new Id(1), "u9", static member => member with { Denials = member.Denials + 1 })));
        Assert.Equal(50, (await Store.FindAsync(new Id(1)))!.DurationMinutes);
        Assert.Equal(50, (await Store.FindMemberAsync(new Id(1), "u9"))!.Denials);
    }

    [Fact]
    public async Task One_s_list_holds_what_is_one_s_own_and_what_one_was_part_of()
    {
        for (var id = 1; id <= 5; id++)
        {
            await Store.TryAddAsync(Made(id) with { OwnerId = new Id(id == 1 ? 7 : 8), State = id == 5 ? MeetingState.Ended : MeetingState.Open });
        }

        await MemberAsync(2, "u7", static member => member with { UserId = new Id(7), Invited = true });
        await MemberAsync(3, "u7", static member => member with { UserId = new Id(7), Admitted = true });
        await MemberAsync(4, "u7", static member => member with { UserId = new Id(7), Invited = true, Banned = true });
        await MemberAsync(5, "u7", static member => member with { UserId = new Id(7), FirstJoinedAt = 4 });
        Assert.Equal([5L, 2, 1], await ListAsync(null, null));
        Assert.Equal([2L, 1], await ListAsync(false, null));
        Assert.Equal([5L], await ListAsync(true, null));
        Assert.Equal([1L], await ListAsync(null, 2));
        Assert.Equal(1, await Store.CountStandingAsync(new Id(7)));
        Assert.Equal(3, await Store.CountStandingAsync(new Id(8)));

        async Task<IEnumerable<long>> ListAsync(bool? over, long? before) =>
            (await Store.ListAsync(new Id(7), over, before is { } id ? new Id(id) : null, 100)).Select(static meeting => meeting.Id.Value);
    }

    [Fact]
    public async Task What_is_empty_or_unused_is_found()
    {
        await Store.TryAddAsync(Made(1) with { State = MeetingState.Open, OpenedAt = 1, EmptySince = 10 * Day });
        await Store.TryAddAsync(Made(2) with { State = MeetingState.Open, OpenedAt = 1 });
        await Store.TryAddAsync(Made(3) with { State = MeetingState.Open, OpenedAt = 1, EmptySince = 10 * Day, StartsAt = 10 * Day, DurationMinutes = 1440 });
        await Store.TryAddAsync(Made(4) with { State = MeetingState.Open, CreatedAt = Day });
        await Store.TryAddAsync(Made(5) with { CreatedAt = Day, StartsAt = 20 * Day });
        await Store.TryAddAsync(Made(6) with { State = MeetingState.Ended, OpenedAt = 1, EmptySince = 1 });
        Assert.Equal([1L, 4], (await Store.ListForgottenAsync((10 * Day) + 1, 9 * Day, 100)).Select(static meeting => meeting.Id.Value));
        Assert.Equal([1L, 3, 4, 5], (await Store.ListForgottenAsync((11 * Day) + 1, 21 * Day, 100)).Select(static meeting => meeting.Id.Value));
        Assert.Single(await Store.ListForgottenAsync((11 * Day) + 1, 21 * Day, 1));
    }

    [Fact]
    public async Task The_open_meeting_of_a_group_is_the_newest()
    {
        await Store.TryAddAsync(Made(1) with { GroupId = new Id(3), State = MeetingState.Open });
        await Store.TryAddAsync(Made(2) with { GroupId = new Id(3), State = MeetingState.Open });
        await Store.TryAddAsync(Made(4) with { GroupId = new Id(3), State = MeetingState.Ended });
        Assert.Equal(2, (await Store.FindOpenOfGroupAsync(new Id(3)))!.Id.Value);
        Assert.Null(await Store.FindOpenOfGroupAsync(new Id(4)));
    }

    [Fact]
    public async Task Those_present_come_in_the_order_of_coming()
    {
        await MemberAsync(1, "u2", static member => member with { PresentSince = 20, IsCohost = true });
        await MemberAsync(1, "u3", static member => member with { PresentSince = 10 });
        await MemberAsync(1, "u4", static member => member with { Invited = true });
        await MemberAsync(2, "u5", static member => member with { PresentSince = 5 });
        Assert.Equal(["u3", "u2"], (await Store.ListPresentAsync(new Id(1))).Select(static member => member.Subject));
        Assert.Equal(3, (await Store.ListAllPresentAsync()).Count);
        Assert.Equal(["u2", "u4"], (await Store.ListChosenAsync(new Id(1))).Select(static member => member.Subject));
        var all = new MeetingMember
        {
            MeetingId = new Id(1), Subject = "u6", UserId = new Id(6), Name = "六", IsCohost = true, Invited = true, Admitted = true, Removed = true,
            Banned = true, Denials = 2, FirstJoinedAt = 1, PresentSince = 2, HandAt = 3,
        };
        await Store.ChangeMemberAsync(new Id(1), "u6", _ => all);
        Assert.Equal(all, await Store.FindMemberAsync(new Id(1), "u6"));
    }

    [Fact]
    public async Task A_lobby_is_bounded_and_knows_the_page_that_knocked()
    {
        Assert.True(await Store.PutWaitAsync(Wait("u1", "page1", 10), 2));
        Assert.True(await Store.PutWaitAsync(Wait("u2", "page2", 20), 2));
        Assert.False(await Store.PutWaitAsync(Wait("u3", "page3", 30), 2));
        Assert.True(await Store.PutWaitAsync(Wait("u1", "page4", 40), 2));
        Assert.Equal(["u1", "u2"], (await Store.ListWaitsAsync(new Id(1))).Select(static wait => wait.Subject));
        Assert.Null(await Store.TakeWaitAsync(new Id(1), "u1", "page1"));
        await Store.TouchWaitsAsync(["page2"], 100);
        Assert.Equal("u1", Assert.Single(await Store.TakeLostWaitsAsync(100)).Subject);
        Assert.Equal("page2", (await Store.TakeWaitAsync(new Id(1), "u2"))!.Connection);
        Assert.Null(await Store.TakeWaitAsync(new Id(1), "u2"));
        await Store.PutWaitAsync(Wait("u5", "page5", 1), 2);
        Assert.Single(await Store.TakeWaitsAsync(new Id(1)));
        Assert.Empty(await Store.ListWaitsAsync(new Id(1)));
    }

    [Fact]
    public async Task A_stay_goes_on_until_it_ends()
    {
        await Store.BeginStayAsync(Stay(1, 10));
        await Store.BeginStayAsync(Stay(2, 20));
        await Store.EndStayAsync(new Id(1), "u7", 30, "left");
        await Store.EndStayAsync(new Id(1), "u7", 40, "lost");
        await Store.BeginStayAsync(Stay(3, 50));
        var stays = await Store.ListStaysAsync(new Id(1), null, 10);
        Assert.Equal([(10L, (long?)30L, "left"), (50L, null, null)], stays.Select(static stay => (stay.JoinedAt, stay.LeftAt, stay.Reason)));
        Assert.Single(await Store.ListStaysAsync(new Id(1), stays[0].Id, 10));
    }

    [Fact]
    public async Task Tokens_are_given_while_the_meeting_stands_and_to_nobody_put_out()
    {
        await Store.TryAddAsync(Made(1));
        Assert.True(await Store.TryAddTokenAsync(Token("a", "u1", 100)));
        Assert.True(await Store.TryAddTokenAsync(Token("b", "u1", 5)));
        Assert.True(await Store.TryAddTokenAsync(Token("c", "u2", 100)));
        Assert.Equal("a", Assert.Single(await Store.TakeTokensAsync(new Id(1), "u1", 50)).TokenId);
        Assert.Equal("c", Assert.Single(await Store.TakeTokensAsync(new Id(1), null, 50)).TokenId);
        await MemberAsync(1, "u1", static member => member with { Banned = true });
        await MemberAsync(1, "u2", static member => member with { Removed = true });
        Assert.False(await Store.TryAddTokenAsync(Token("d", "u1", 100)));
        Assert.False(await Store.TryAddTokenAsync(Token("e", "u2", 100)));
        await Store.ChangeAsync(new Id(1), static meeting => meeting with { State = MeetingState.Ended });
        Assert.False(await Store.TryAddTokenAsync(Token("f", "u3", 100)));
        Assert.False(await Store.TryAddTokenAsync(Token("g", "u3", 100) with { MeetingId = new Id(9) }));
    }

    [Fact]
    public async Task A_message_is_kept_once_and_in_order_and_there_is_an_end()
    {
        var first = await Store.AddMessageAsync(Message(1, "one"), 2);
        Assert.Equal(first, await Store.AddMessageAsync(Message(2, "one") with { Text = "again" }, 2));
        Assert.NotNull(await Store.AddMessageAsync(Message(3, "two"), 2));
        Assert.Null(await Store.AddMessageAsync(Message(4, "three"), 2));
        Assert.Equal([3L, 1], (await Store.ListMessagesAsync(new Id(1), null, 10)).Select(static message => message.Id.Value));
        Assert.Equal([1L], (await Store.ListMessagesAsync(new Id(1), new Id(3), 10)).Select(static message => message.Id.Value));
    }

    [Fact]
    public async Task Whoever_is_forgotten_is_forgotten()
    {
        await Store.TryAddAsync(Made(1));
        await Store.TryAddAsync(Made(2) with { OwnerId = new Id(9) });
        await Store.BeginStayAsync(Stay(1, 10) with { MeetingId = new Id(2) });
        await Store.BeginStayAsync(Stay(2, 10) with { UserId = new Id(9), Subject = "u9" });
        await Store.AddMessageAsync(Message(1, "one") with { MeetingId = new Id(2) }, 10);
        await MemberAsync(2, "u7", static member => member with { UserId = new Id(7) });
        var (stays, messages) = await Store.ListOfUserAsync(new Id(7), 10);
        Assert.Equal((1, 1), (stays.Count, messages.Count));
        await Store.ForgetUserAsync(new Id(7));
        await Store.ForgetUserAsync(new Id(7));
        Assert.Null(await Store.FindAsync(new Id(1)));
        Assert.Empty(await Store.ListStaysAsync(new Id(1), null, 10));
        Assert.Null(await Store.FindMemberAsync(new Id(2), "u7"));
        var stay = Assert.Single(await Store.ListStaysAsync(new Id(2), null, 10));
        Assert.Equal(("", (Id?)null), (stay.Name, stay.UserId));
        Assert.NotNull(stay.LeftAt);
        Assert.Equal("text", Assert.Single(await Store.ListMessagesAsync(new Id(2), null, 10)).Text);
        (stays, messages) = await Store.ListOfUserAsync(new Id(7), 10);
        Assert.Equal((0, 0), (stays.Count, messages.Count));
    }

    private static Meeting Made(long id) => new()
    {
        Id = new Id(id), Code = $"bbbb-bbbb-bb{(char)('b' + id)}", Title = "標題", OwnerId = new Id(7), Host = "u7", GroupId = null, Lobby = true, CreatedAt = 3,
    };

    private static MeetingWait Wait(string subject, string page, long at) =>
        new() { MeetingId = new Id(1), Subject = subject, Name = subject, Connection = page, At = at, SeenAt = at };

    private static MeetingStay Stay(long id, long at) =>
        new() { Id = new Id(id), MeetingId = new Id(1), Subject = "u7", UserId = new Id(7), Name = "Ada", JoinedAt = at };

    private static MeetingToken Token(string id, string subject, long ends) => new() { TokenId = id, MeetingId = new Id(1), Subject = subject, ExpiresAt = ends };

    private static MeetingMessage Message(long id, string client) =>
        new() { Id = new Id(id), MeetingId = new Id(1), Subject = "u7", UserId = new Id(7), Name = "Ada", ClientMessageId = client, Text = "text", At = id };

    private Task<MeetingMember> MemberAsync(long meeting, string subject, Func<MeetingMember, MeetingMember> change) => Store.ChangeMemberAsync(new Id(meeting), subject, change);
}
