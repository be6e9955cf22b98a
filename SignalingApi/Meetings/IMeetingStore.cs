using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Meetings, who stands how to them, who waits, who was there, and what was written. Each method is one transaction.</summary>
internal interface IMeetingStore
{
    /// <summary>False when the code is taken.</summary>
    Task<bool> TryAddAsync(Meeting meeting);

    Task<Meeting?> FindAsync(Id id);

    /// <param name="code">As <see cref="MeetingCode.Read"/> gives it.</param>
    Task<Meeting?> FindAsync(string code);

    /// <summary>The open meeting of a group, the newest; null without one.</summary>
    Task<Meeting?> FindOpenOfGroupAsync(Id group);

    /// <summary>Changes what a function makes of it, with nobody else between; the id and the code stay. Null answers change nothing.</summary>
    /// <returns>As it is now; null when it is not there or the function said so.</returns>
    Task<Meeting?> ChangeAsync(Id id, Func<Meeting, Meeting?> change);

    /// <summary>How many of somebody's meetings are not over.</summary>
    Task<int> CountStandingAsync(Id owner);

    /// <summary>Somebody's own, those they were invited to and those they were in; newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="over">True for those that are over, false for the others, null for all.</param>
    /// <param name="before">Older than this one.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<Meeting>> ListAsync(Id user, bool? over, Id? before, int limit);

    /// <summary>Those that have been empty since before a moment, and those that nobody came to though they should have been over by another.</summary>
    Task<IReadOnlyList<Meeting>> ListForgottenAsync(long emptyBefore, long unusedBefore, int limit);

    /// <summary>With everything in it.</summary>
    Task DeleteAsync(Id id);

    Task<MeetingMember?> FindMemberAsync(Id meeting, string subject);

    /// <summary>Changes how somebody stands to a meeting; who is not there yet is given as new, with id, subject and nothing else.</summary>
    Task<MeetingMember> ChangeMemberAsync(Id meeting, string subject, Func<MeetingMember, MeetingMember> change);

    /// <summary>Who is in the room, in the order in which they came.</summary>
    Task<IReadOnlyList<MeetingMember>> ListPresentAsync(Id meeting);

    /// <summary>Who is in the room, of all meetings.</summary>
    Task<IReadOnlyList<MeetingMember>> ListAllPresentAsync();

    /// <summary>Co-hosts, present or not, and invited people.</summary>
    Task<IReadOnlyList<MeetingMember>> ListChosenAsync(Id meeting);

    /// <summary>Puts somebody into the lobby, or notes that their page is another now. False when the lobby holds <paramref name="max"/>.</summary>
    Task<bool> PutWaitAsync(MeetingWait wait, int max);

    /// <summary>Takes somebody out of the lobby; null when they are not in it, or came by another page than the one given.</summary>
    Task<MeetingWait?> TakeWaitAsync(Id meeting, string subject, string? connection = null);

    /// <summary>Empties the lobby.</summary>
    Task<IReadOnlyList<MeetingWait>> TakeWaitsAsync(Id meeting);

    /// <summary>Those that wait, in the order in which they came.</summary>
    Task<IReadOnlyList<MeetingWait>> ListWaitsAsync(Id meeting);

    /// <summary>Notes that pages are there.</summary>
    Task TouchWaitsAsync(IReadOnlyCollection<string> connections, long now);

    /// <summary>Takes out those whose page was not seen since.</summary>
    Task<IReadOnlyList<MeetingWait>> TakeLostWaitsAsync(long seenBefore);

    /// <summary>Notes that somebody came in; a stay that is still open goes on.</summary>
    Task BeginStayAsync(MeetingStay stay);

    Task EndStayAsync(Id meeting, string subject, long at, string reason);

    /// <summary>In the order of coming.</summary>
    Task<IReadOnlyList<MeetingStay>> ListStaysAsync(Id meeting, Id? after, int limit);

    /// <summary>Keeps a token; false when the meeting is over or its holder is banned.</summary>
    Task<bool> TryAddTokenAsync(MeetingToken token);

    /// <summary>Takes the tokens of somebody, or of all, that have not ended; forgets those that have.</summary>
    Task<IReadOnlyList<MeetingToken>> TakeTokensAsync(Id meeting, string? subject, long now);

    /// <summary>Adds a message, or gives the one that the sender sent before under the same id; null when the meeting holds <paramref name="max"/>.</summary>
    Task<MeetingMessage?> AddMessageAsync(MeetingMessage message, int max);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<MeetingMessage>> ListMessagesAsync(Id meeting, Id? before, int limit);

    /// <summary>What a person wrote and when they were there, over all meetings; newest first.</summary>
    Task<(IReadOnlyList<MeetingStay> Stays, IReadOnlyList<MeetingMessage> Messages)> ListOfUserAsync(Id user, int limit);

    /// <summary>Forgets a person: their meetings go, what they wrote and where they were loses its author.</summary>
    Task ForgetUserAsync(Id user);
}
