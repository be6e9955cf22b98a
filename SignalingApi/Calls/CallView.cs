using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>A call as one person's page sees it (docs/protocol.md section 2.11).</summary>
/// <param name="State">Of this person: `ringing`, `calling`, `in_call`, `ended`.</param>
/// <param name="Reason">Why it ended; null before.</param>
/// <param name="To">Who was called first.</param>
/// <param name="Participants">Who is in it now.</param>
/// <param name="Ringing">Who is being called now.</param>
/// <param name="RingsUntil">When it stops ringing: for whom is called, and for whom calls; null else.</param>
/// <param name="Version">Rises with each change: an older view that comes late is to be dropped.</param>
/// <param name="MediaUrl">With the two below: the way into the room, for the page that has the call, while in it.</param>
internal sealed record CallView(
    Id Id,
    string State,
    string? Reason,
    UserMini From,
    UserMini? To,
    bool Video,
    long StartedAt,
    long? AnsweredAt,
    long? EndedAt,
    IReadOnlyList<UserMini> Participants,
    IReadOnlyList<UserMini> Ringing,
    long? RingsUntil,
    long Version,
    string? MediaUrl,
    string? Token,
    string? RoomId);

/// <summary>Answers `CallState` and `GET /api/calls/current`.</summary>
internal sealed record CurrentCallView(CallView? Call);

/// <summary>A call in the history.</summary>
/// <param name="Direction">`in` or `out`.</param>
/// <param name="Peer">Who called, or who was called first; null when nobody of them is left.</param>
/// <param name="Participants">All others, also those who were called and did not come.</param>
/// <param name="Result">`answered`, `missed`, `declined`, `cancelled`, `busy`, `failed`.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long this person was in it.</param>
internal sealed record CallRecordView(
    Id Id, string Direction, UserMini? Peer, IReadOnlyList<UserMini> Participants, bool Video, string Result, bool Missed, long At, long? EndedAt, long DurationMs);

/// <summary>Makes the views.</summary>
internal sealed class CallViews(UserDirectory users, MediaTokens tokens)
{
    /// <param name="call">Of which they are a member.</param>
    /// <param name="user">Who looks.</param>
    /// <param name="page">Which page; a ticket comes for the one that has the call.</param>
    public async Task<CallView> OfAsync(Call call, Id user, string? page) => Of(call, user, page, await PeopleAsync(call));

    /// <summary>For the other pages of who has it on one: there it is over.</summary>
    public async Task<CallView> ElsewhereAsync(Call call, Id user) => (await OfAsync(call, user, null)) with
    {
        State = CallNames.Of(CallState.Ended),
        Reason = CallNames.Of(CallReason.AnsweredElsewhere),
    };

    /// <summary>The way into the room for a member who is in the call.</summary>
    public async Task<MediaTicket?> TicketAsync(Call call, Id user) =>
        call.StateOf(user) == CallState.InCall && await users.FindAsync(user) is { } person ? Ticket(call, user, person) : null;

    public async Task<IReadOnlyList<CallRecordView>> OfAsync(IReadOnlyList<CallEntry> entries, Id user)
    {
        var people = await users.FindAllAsync(entries.SelectMany(static entry => entry.Others).ToHashSet());
        return [.. entries.Select(entry => Of(entry, user, people))];
    }

    private Task<IReadOnlyDictionary<Id, UserMini>> PeopleAsync(Call call) => users.FindAllAsync([.. call.Members.Select(static member => member.User)]);

    private CallView Of(Call call, Id user, string? page, IReadOnlyDictionary<Id, UserMini> people)
    {
        var member = call.Find(user) ?? throw new ArgumentException("not a member", nameof(user));
        var ticket = member.State == CallState.InCall && page is not null && member.Page == page ? Ticket(call, user, Of(people, user)) : null;
        return new CallView(
            call.Id,
            CallNames.Of(member.State),
            member.Reason is { } reason ? CallNames.Of(reason) : null,
            Of(people, call.Caller.User),
            Of(people, call.Members[1].User),
            call.Video,
            call.StartedAt,
            call.AnsweredAt,
            call.EndedAt ?? member.LeftAt,
            In(CallState.InCall),
            In(CallState.Ringing),
            member.State switch
            {
                CallState.Ringing => member.RingsUntil,
                CallState.Calling => call.Members.Max(static other => other.RingsUntil),
                _ => null,
            },
            call.Version,
            ticket?.MediaUrl,
            ticket?.Token,
            ticket?.RoomId);

        IReadOnlyList<UserMini> In(CallState state) => [.. call.Members.Where(other => other.State == state).Select(other => Of(people, other.User))];
    }

    private MediaTicket Ticket(Call call, Id user, UserMini person) =>
        tokens.Issue(new Auth.Actor(Auth.Actor.SubjectOf(user), person.DisplayName, user, null, false), call.Room, MediaTokens.Everything, picture: person.Picture);

    private static CallRecordView Of(CallEntry entry, Id user, IReadOnlyDictionary<Id, UserMini> people)
    {
        var isOut = entry.FromId == user.Value;
        var peer = isOut ? entry.Others.Select(id => people.GetValueOrDefault(id)).FirstOrDefault(static found => found is not null)
            : entry.FromId == 0 ? null : people.GetValueOrDefault(new Id(entry.FromId));
        return new CallRecordView(
            entry.Id,
            isOut ? "out" : "in",
            peer,
            [.. entry.Others.Select(id => Of(people, id))],
            entry.Video,
            ResultOf(entry, isOut),
            entry.Missed,
            entry.StartedAt,
            entry.EndedAt,
            entry.JoinedAt is { } joined ? Math.Max(0, (entry.LeftAt ?? entry.EndedAt ?? joined) - joined) : 0);
    }

    private static string ResultOf(CallEntry entry, bool isOut) => CallNames.ReasonOf(isOut ? entry.Reason : entry.OwnReason) switch
    {
        _ when entry.JoinedAt is not null => "answered",
        _ when entry.Missed => "missed",
        CallReason.Declined => "declined",
        CallReason.NoAnswer => "missed",
        CallReason.Cancelled => "cancelled",
        CallReason.Busy => "busy",
        _ => "failed",
    };

    private static UserMini Of(IReadOnlyDictionary<Id, UserMini> people, Id user) => people.GetValueOrDefault(user) ?? UserMini.Deleted(user);
}
