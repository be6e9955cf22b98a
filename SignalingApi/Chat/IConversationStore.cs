using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Conversations, who is in them, and how far each has read.</summary>
internal interface IConversationStore
{
    /// <summary>The conversation of two people; made when there is none.</summary>
    /// <param name="id">Its id if it is made.</param>
    /// <param name="one">One of them.</param>
    /// <param name="other">The other.</param>
    /// <param name="now">Unix milliseconds.</param>
    Task<Conversation> OpenDirectAsync(Id id, Id one, Id other, long now);

    Task<Conversation?> FindAsync(Id conversation);

    /// <summary>Null when they are not in it, or there is none.</summary>
    Task<Membership?> FindMemberAsync(Id conversation, Id user);

    /// <summary>In the order of their ids.</summary>
    Task<IReadOnlyList<Id>> MemberIdsAsync(Id conversation);

    /// <summary>The owner first, then by when they came.</summary>
    Task<IReadOnlyList<Membership>> MembersAsync(Id conversation);

    /// <summary>Of several conversations.</summary>
    Task<IReadOnlyList<Membership>> MembersAsync(IReadOnlyCollection<Id> conversations);

    /// <summary>As one member has it; null when they are not in it.</summary>
    Task<Standing?> StandingAsync(Id conversation, Id user);

    /// <summary>As each member has it.</summary>
    Task<IReadOnlyList<Standing>> StandingsAsync(Id conversation);

    /// <summary>
    /// A user's conversations, the last active first. Those of two without a message are left out.
    /// </summary>
    /// <param name="user">Whose.</param>
    /// <param name="before">Only what comes after this one in the order; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<Standing>> ListAsync(Id user, ConversationCursor? before, int limit);

    /// <summary>
    /// Moves a mark on, at most to the newest message and never back; reading is also receiving. The new place, or null when nothing
    /// moved or they are not in it.
    /// </summary>
    Task<Membership?> MarkAsync(Id conversation, Id user, long seq, bool read);

    /// <summary>Hides all there is until now from one member; false when they are not in it.</summary>
    Task<bool> ClearAsync(Id conversation, Id user);

    /// <summary>True when somebody has written in it.</summary>
    Task<bool> HasWrittenAsync(Id conversation, Id user);

    /// <summary>Every conversation that somebody is in, in the order of their ids.</summary>
    Task<IReadOnlyList<Membership>> MembershipsOfAsync(Id user);

    /// <summary>Takes somebody out of every conversation of two. Groups are left one by one, since their owners hand them over.</summary>
    Task LeaveDirectAsync(Id user);

    /// <summary>
    /// Removes some messages of conversations that are deleted, or whose two members both are; their attachments are doomed. False
    /// when none is left.
    /// </summary>
    Task<bool> PurgeAsync(int limit);
}

/// <summary>A place in the list of conversations.</summary>
internal readonly record struct ConversationCursor(long UpdatedAt, Id Id)
{
    public static bool TryParse(string? text, out ConversationCursor cursor)
    {
        var parts = text?.Length <= 64 ? text.Split('-') : [];
        var good = parts.Length == 2 && long.TryParse(parts[0], System.Globalization.NumberStyles.None, null, out var at) & Id.TryParse(parts[^1], null, out var id)
            ? new ConversationCursor(at, id)
            : (ConversationCursor?)null;
        cursor = good ?? default;
        return good is not null;
    }

    public override string ToString() => FormattableString.Invariant($"{UpdatedAt}-{Id}");
}
