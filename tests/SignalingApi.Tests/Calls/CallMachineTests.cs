using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>Every (state, event) pair of a call, as one person sees it; and what the table cannot show.</summary>
public sealed class CallMachineTests
{
    private static readonly Id Me = new(1);
    private static readonly Id Other = new(2);
    private static readonly Id Third = new(3);
    private static readonly Id CallId = new(100);
    private static readonly Id NextId = new(101);

    /// <summary>What happens, by name.</summary>
    private static readonly (string Name, Func<long, CallEvent> Make)[] Happenings =
    [
        ("start other", now => new CallStarted(Me, now, NextId, Other, true, "p2")),
        ("start third", now => new CallStarted(Me, now, NextId, Third, true, "p2")),
        ("invite third", now => new CallInvited(Me, now, Third)),
        ("answer p1", now => new CallAnswered(Me, now, "p1")),
        ("answer p2", now => new CallAnswered(Me, now, "p2")),
        ("take p2", now => new CallAnswered(Me, now, "p2", Take: true)),
        ("decline", now => new CallDeclined(Me, now)),
        ("cancel", now => new CallCancelled(Me, now)),
        ("hang up", now => new CallHungUp(Me, now)),
        ("page p1 gone", now => new CallPageGone(Me, now, "p1")),
        ("page p9 gone", now => new CallPageGone(Me, now, "p9")),
        ("page p2 back", now => new CallPageBack(Me, now, "p2")),
        ("media up", now => new CallMediaUp(Me, now)),
        ("media down", now => new CallMediaDown(Me, now)),
        ("removed", now => new CallRemoved(Me, now, CallReason.Blocked)),
        ("stopped", now => new CallStopped(Me, now)),
        ("tick early", _ => new CallTick(10_000)),
        ("tick late", _ => new CallTick(36_000)),
    ];

    /// <summary>Where I am, by name; in each the other is there too.</summary>
    private static readonly Dictionary<string, Func<Call>> Situations = new()
    {
        ["idle"] = () => Apply(Apply(null, new CallStarted(Other, 0, CallId, Third, true, "o1")), new CallAnswered(Third, 1_000, "t1")),
        ["calling"] = Calling,
        ["calling, page gone"] = () => Apply(Calling(), new CallPageGone(Me, 6_000, "p1")),
        ["ringing"] = Ringing,
        ["in call"] = InCall,
        ["in call, page gone"] = () => Apply(InCall(), new CallPageGone(Me, 6_000, "p1")),
        ["ended"] = () => Apply(Ringing(), new CallDeclined(Me, 2_000)),
    };

    // Verdict, my state / the other's, effects: S store, T tell, R ring, M missed, +/- shown in a call, L leave room, E end room, N note in the chat;
    // 1 me, 2 the other, 3 a third.
    private const string Table =
        """
        idle | start other | Done Calling/Ringing | S T1 R2 T2
        idle | start third | Done Calling/Idle | S T1 R3 T3
        idle | invite third | Gone Idle/InCall |
        idle | answer p1 | Gone Idle/InCall |
        idle | answer p2 | Gone Idle/InCall |
        idle | take p2 | Gone Idle/InCall |
        idle | decline | Gone Idle/InCall |
        idle | cancel | Gone Idle/InCall |
        idle | hang up | Gone Idle/InCall |
        idle | page p1 gone | Gone Idle/InCall |
        idle | page p9 gone | Gone Idle/InCall |
        idle | page p2 back | Gone Idle/InCall |
        idle | media up | Gone Idle/InCall |
        idle | media down | Gone Idle/InCall |
        idle | removed | Gone Idle/InCall |
        idle | stopped | Gone Idle/InCall |
        idle | tick early | Same Idle/InCall |
        idle | tick late | Same Idle/InCall |
        calling | start other | Same Calling/Ringing |
        calling | start third | Busy Calling/Ringing |
        calling | invite third | Wrong Calling/Ringing |
        calling | answer p1 | Wrong Calling/Ringing |
        calling | answer p2 | Wrong Calling/Ringing |
        calling | take p2 | Wrong Calling/Ringing |
        calling | decline | Wrong Calling/Ringing |
        calling | cancel | Done Ended/Ended | S T1 M2 T2 N
        calling | hang up | Done Ended/Ended | S T1 M2 T2 N
        calling | page p1 gone | Done Calling/Ringing |
        calling | page p9 gone | Same Calling/Ringing |
        calling | page p2 back | Same Calling/Ringing |
        calling | media up | Same Calling/Ringing |
        calling | media down | Same Calling/Ringing |
        calling | removed | Done Ended/Ended | S T1 T2 N
        calling | stopped | Done Ended/Ended | S T1 M2 T2 N
        calling | tick early | Same Calling/Ringing |
        calling | tick late | Done Ended/Ended | S T1 M2 T2 N
        calling, page gone | start other | Same Calling/Ringing |
        calling, page gone | start third | Busy Calling/Ringing |
        calling, page gone | invite third | Wrong Calling/Ringing |
        calling, page gone | answer p1 | Wrong Calling/Ringing |
        calling, page gone | answer p2 | Wrong Calling/Ringing |
        calling, page gone | take p2 | Wrong Calling/Ringing |
        calling, page gone | decline | Wrong Calling/Ringing |
        calling, page gone | cancel | Done Ended/Ended | S T1 M2 T2 N
        calling, page gone | hang up | Done Ended/Ended | S T1 M2 T2 N
        calling, page gone | page p1 gone | Same Calling/Ringing |
        calling, page gone | page p9 gone | Same Calling/Ringing |
        calling, page gone | page p2 back | Done Calling/Ringing | T1
        calling, page gone | media up | Same Calling/Ringing |
        calling, page gone | media down | Same Calling/Ringing |
        calling, page gone | removed | Done Ended/Ended | S T1 T2 N
        calling, page gone | stopped | Done Ended/Ended | S T1 M2 T2 N
        calling, page gone | tick early | Same Calling/Ringing |
        calling, page gone | tick late | Done Ended/Ended | S T1 M2 T2 N
        ringing | start other | Done InCall/InCall | S +1 T1 +2 T2
        ringing | start third | Busy Ringing/Calling |
        ringing | invite third | Wrong Ringing/Calling |
        ringing | answer p1 | Done InCall/InCall | S +1 T1 +2 T2
        ringing | answer p2 | Done InCall/InCall | S +1 T1 +2 T2
        ringing | take p2 | Done InCall/InCall | S +1 T1 +2 T2
        ringing | decline | Done Ended/Ended | S T1 T2 N
        ringing | cancel | Wrong Ringing/Calling |
        ringing | hang up | Done Ended/Ended | S T1 T2 N
        ringing | page p1 gone | Same Ringing/Calling |
        ringing | page p9 gone | Same Ringing/Calling |
        ringing | page p2 back | Same Ringing/Calling |
        ringing | media up | Same Ringing/Calling |
        ringing | media down | Same Ringing/Calling |
        ringing | removed | Done Ended/Ended | S T1 T2 N
        ringing | stopped | Done Ended/Ended | S M1 T1 T2 N
        ringing | tick early | Same Ringing/Calling |
        ringing | tick late | Done Ended/Ended | S M1 T1 T2 N
        in call | start other | Same InCall/InCall |
        in call | start third | Busy InCall/InCall |
        in call | invite third | Done InCall/InCall | S T1 T2 R3 T3
        in call | answer p1 | Same InCall/InCall |
        in call | answer p2 | Gone InCall/InCall |
        in call | take p2 | Done InCall/InCall | T1
        in call | decline | Same InCall/InCall |
        in call | cancel | Wrong InCall/InCall |
        in call | hang up | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call | page p1 gone | Done InCall/InCall |
        in call | page p9 gone | Same InCall/InCall |
        in call | page p2 back | Same InCall/InCall |
        in call | media up | Done InCall/InCall |
        in call | media down | Done InCall/InCall |
        in call | removed | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call | stopped | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call | tick early | Same InCall/InCall |
        in call | tick late | Same InCall/InCall |
        in call, page gone | start other | Same InCall/InCall |
        in call, page gone | start third | Busy InCall/InCall |
        in call, page gone | invite third | Done InCall/InCall | S T1 T2 R3 T3
        in call, page gone | answer p1 | Done InCall/InCall | T1
        in call, page gone | answer p2 | Done InCall/InCall | T1
        in call, page gone | take p2 | Done InCall/InCall | T1
        in call, page gone | decline | Same InCall/InCall |
        in call, page gone | cancel | Wrong InCall/InCall |
        in call, page gone | hang up | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call, page gone | page p1 gone | Same InCall/InCall |
        in call, page gone | page p9 gone | Same InCall/InCall |
        in call, page gone | page p2 back | Done InCall/InCall | T1
        in call, page gone | media up | Done InCall/InCall |
        in call, page gone | media down | Done InCall/InCall |
        in call, page gone | removed | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call, page gone | stopped | Done Ended/Ended | S -1 T1 -2 T2 E N
        in call, page gone | tick early | Same InCall/InCall |
        in call, page gone | tick late | Done Ended/Ended | S -1 T1 -2 T2 E N
        ended | start other | Done Calling/Ringing | S T1 R2 T2
        ended | start third | Done Calling/Idle | S T1 R3 T3
        ended | invite third | Gone Ended/Ended |
        ended | answer p1 | Gone Ended/Ended |
        ended | answer p2 | Gone Ended/Ended |
        ended | take p2 | Gone Ended/Ended |
        ended | decline | Same Ended/Ended |
        ended | cancel | Same Ended/Ended |
        ended | hang up | Same Ended/Ended |
        ended | page p1 gone | Same Ended/Ended |
        ended | page p9 gone | Same Ended/Ended |
        ended | page p2 back | Same Ended/Ended |
        ended | media up | Same Ended/Ended |
        ended | media down | Same Ended/Ended |
        ended | removed | Same Ended/Ended |
        ended | stopped | Same Ended/Ended |
        ended | tick early | Same Ended/Ended |
        ended | tick late | Same Ended/Ended |
        """;

    [Fact]
    public void Every_state_and_event_has_its_outcome()
    {
        var rows = Table.Split('\n').Select(static row => row.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(
            Situations.Keys.SelectMany(static s => Happenings.Select(h => $"{s} | {h.Name}")),
            rows.Select(static row => $"{row[0]} | {row[1]}"));
        Assert.Equal(
            typeof(CallEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(CallEvent))).Select(static type => type.Name).Order(),
            Happenings.Select(static h => h.Make(0).GetType().Name).Distinct().Order());

        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var before = Situations[row[0]]();
            var step = CallMachine.Apply(before, Happenings.Single(h => h.Name == row[1]).Make(7_000));
            var found = $"{step.Verdict} {step.Call!.StateOf(Me)}/{step.Call.StateOf(Other)} | {Signs(step)}";
            var wanted = $"{row[2]} | {row[3]}";
            if (found != wanted)
            {
                wrong.Add($"{row[0]} + {row[1]}: {found}, wanted {wanted}");
            }

            Assert.True(step.Verdict == CallVerdict.Done || ReferenceEquals(step.Call, before), $"{row[0]} + {row[1]} changed the call");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Without_a_call_nothing_happens_but_a_start()
    {
        foreach (var (name, make) in Happenings.Where(static h => !h.Name.StartsWith("start", StringComparison.Ordinal)))
        {
            var step = CallMachine.Apply(null, make(0));
            Assert.True(step is { Verdict: CallVerdict.Gone, Call: null, Effects.Count: 0 }, name);
        }
    }

    [Theory]
    [InlineData("cancel", CallReason.Cancelled, CallReason.Cancelled)]
    [InlineData("hang up", CallReason.Cancelled, CallReason.Cancelled)]
    [InlineData("tick late", CallReason.NoAnswer, CallReason.NoAnswer)]
    [InlineData("removed", CallReason.Blocked, CallReason.Blocked)]
    [InlineData("stopped", CallReason.Failed, CallReason.Failed)]
    public void A_call_that_nobody_answered_says_why(string name, object mine, object theirs)
    {
        var call = CallMachine.Apply(Calling(), Happenings.Single(h => h.Name == name).Make(7_000)).Call!;
        Assert.Equal((mine, theirs, mine), ((object)call.Find(Me)!.Reason!, (object)call.Find(Other)!.Reason!, (object)call.Reason!));
    }

    [Fact]
    public void It_rings_for_thirty_seconds_and_no_longer()
    {
        var call = Calling();
        Assert.Equal(CallVerdict.Same, CallMachine.Apply(call, new CallTick(29_999)).Verdict);
        Assert.Equal(30_000, call.DueAt);
        Assert.Equal(CallReason.NoAnswer, CallMachine.Apply(call, new CallTick(30_000)).Call!.Reason);
    }

    [Fact]
    public void Who_comes_back_within_thirty_seconds_is_still_in_the_call()
    {
        var gone = Apply(InCall(), new CallPageGone(Me, 10_000, "p1"));
        Assert.Equal(CallVerdict.Same, CallMachine.Apply(gone, new CallTick(39_999)).Verdict);
        var back = Apply(gone, new CallPageBack(Me, 39_999, "p2"));
        Assert.Equal(CallVerdict.Same, CallMachine.Apply(back, new CallTick(1_000_000)).Verdict);
        var lost = Apply(gone, new CallTick(40_000));
        Assert.Equal((CallReason.Lost, CallReason.Lost), (lost.Reason!.Value, lost.Find(Other)!.Reason!.Value));
        Assert.Equal(39_000, lost.EndedAt - lost.AnsweredAt);
    }

    [Fact]
    public void While_the_media_stands_a_broken_page_ends_nothing()
    {
        var call = Apply(Apply(InCall(), new CallMediaUp(Me, 2_000)), new CallPageGone(Me, 10_000, "p1"));
        Assert.Equal(CallVerdict.Same, CallMachine.Apply(call, new CallTick(100_000)).Verdict);
        call = Apply(call, new CallMediaDown(Me, 100_000));
        Assert.Equal(CallVerdict.Same, CallMachine.Apply(call, new CallTick(129_999)).Verdict);
        Assert.Equal(CallReason.Lost, Apply(call, new CallTick(130_000)).Reason);
        Assert.False(Apply(Apply(call, new CallMediaUp(Me, 101_000)), new CallTick(102_000), CallVerdict.Same).IsOver);
    }

    [Fact]
    public void Media_that_is_gone_for_thirty_seconds_ends_the_call_though_the_page_is_there()
    {
        var call = Apply(Apply(InCall(), new CallMediaUp(Me, 2_000)), new CallMediaDown(Me, 5_000));
        Assert.Equal(35_000, call.DueAt);
        Assert.Equal(CallReason.Lost, Apply(call, new CallTick(35_000)).Reason);
    }

    [Fact]
    public void Three_talk_on_when_one_leaves_and_two_end_it()
    {
        var three = Apply(Apply(InCall(), new CallInvited(Me, 3_000, Third)), new CallAnswered(Third, 4_000, "t1"));
        var step = CallMachine.Apply(three, new CallHungUp(Other, 5_000));
        Assert.Equal("S T1 -2 L2 T2 T3", Signs(step));
        Assert.False(step.Call!.IsOver);
        var over = CallMachine.Apply(step.Call, new CallHungUp(Third, 6_000));
        Assert.Equal("S -1 T1 -3 T3 E N", Signs(over));
        Assert.Equal(CallReason.HungUp, over.Call!.Reason);
    }

    [Fact]
    public void A_third_who_does_not_answer_leaves_the_two_in_their_call()
    {
        var ringing = Apply(InCall(), new CallInvited(Me, 3_000, Third));
        var step = CallMachine.Apply(ringing, new CallTick(33_000));
        Assert.Equal("S T1 T2 M3 T3", Signs(step));
        Assert.Equal((CallState.InCall, CallReason.NoAnswer), (step.Call!.StateOf(Me), step.Call.Find(Third)!.Reason!.Value));
        Assert.Equal(CallState.Ringing, Apply(step.Call, new CallInvited(Other, 40_000, Third)).StateOf(Third));
    }

    [Fact]
    public void A_third_who_still_rings_when_the_others_have_gone_has_missed_it()
    {
        var ringing = Apply(InCall(), new CallInvited(Me, 3_000, Third));
        var one = Apply(ringing, new CallHungUp(Other, 4_000));
        Assert.False(one.IsOver);
        var step = CallMachine.Apply(one, new CallHungUp(Me, 5_000));
        Assert.Contains(new TellMissed(Third), step.Effects);
        Assert.Equal((CallReason.HungUp, CallReason.Cancelled), (step.Call!.Reason!.Value, step.Call.Find(Third)!.Reason!.Value));
        var declined = Apply(one, new CallDeclined(Third, 5_000));
        Assert.Equal((CallReason.HungUp, CallReason.Declined), (declined.Reason!.Value, declined.Find(Third)!.Reason!.Value));
    }

    [Fact]
    public void A_call_takes_no_more_than_its_bound()
    {
        var call = InCall();
        for (var i = 0; i < Call.MaxMembers - 2; i++)
        {
            call = Apply(call, new CallInvited(Me, 3_000, new Id(10 + i)));
        }

        Assert.Equal(CallVerdict.Busy, CallMachine.Apply(call, new CallInvited(Me, 3_000, Third)).Verdict);
    }

    [Fact]
    public void Who_gives_up_in_the_moment_of_the_answer_hangs_up()
    {
        var call = Apply(Calling(), new CallAnswered(Other, 1_000, "o1"));
        Assert.Equal(CallReason.HungUp, Apply(call, new CallCancelled(Me, 1_000)).Reason);
    }

    [Fact]
    public void A_call_that_is_over_is_due_when_it_may_be_forgotten() =>
        Assert.Equal(2_000 + (long)Call.KeptTime.TotalMilliseconds, Situations["ended"]().DueAt);

    private static Call Calling() => Apply(null, new CallStarted(Me, 0, CallId, Other, true, "p1"));

    private static Call Ringing() => Apply(null, new CallStarted(Other, 0, CallId, Me, true, "o1"));

    private static Call InCall() => Apply(Ringing(), new CallAnswered(Me, 1_000, "p1"));

    private static Call Apply(Call? call, CallEvent happened, CallVerdict wanted = CallVerdict.Done)
    {
        var step = CallMachine.Apply(call, happened);
        Assert.Equal(wanted, step.Verdict);
        return step.Call!;
    }

    // By person: in which order members are listed depends on who called.
    private static string Signs(CallStep step) =>
        string.Join(' ', step.Effects.Select(Sign).OrderBy(static sign => sign switch { "S" => 0, "E" => 9, "N" => 10, _ => sign[1] - '0' }));

    private static string Sign(CallEffect effect) => effect switch
    {
        StoreCall => "S",
        TellMember tell => $"T{tell.User}",
        RingMember ring => $"R{ring.User}",
        TellMissed missed => $"M{missed.User}",
        ShowInCall { InCall: true } shown => $"+{shown.User}",
        ShowInCall shown => $"-{shown.User}",
        LeaveRoom leave => $"L{leave.User}",
        EndRoom => "E",
        NoteCall => "N",
        _ => "?",
    };
}
