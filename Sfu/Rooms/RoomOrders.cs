namespace Vidrn.Sfu.Rooms;

/// <summary>
/// What a moderator ordered for single participants. It belongs to the room and not to their sessions: nobody shakes it off by
/// leaving and coming back, or by joining again with the token they hold. Bounded; at the bound the oldest order is forgotten.
/// </summary>
internal sealed class RoomOrders
{
    /// <summary>Participants with orders, of one room.</summary>
    public const int Limit = 10_000;

    private readonly OrderedDictionary<string, Order> orders = new(StringComparer.Ordinal);

    private readonly record struct Order(int Blocked, ParticipantGrants? Grants, long GrantsAt);

    /// <summary>How many participants have one.</summary>
    public int Count => orders.Count;

    /// <summary>The sources whose packets are dropped, as a mask of 1 &lt;&lt; <see cref="TrackSource"/>.</summary>
    public bool IsBlocked(string participantId, TrackSource source) => (Find(participantId).Blocked & (1 << (int)source)) != 0;

    public void SetBlocked(string participantId, TrackSource source, bool blocked)
    {
        var order = Find(participantId);
        var bit = 1 << (int)source;
        Set(participantId, order with { Blocked = blocked ? order.Blocked | bit : order.Blocked & ~bit });
    }

    /// <param name="participantId">Whose.</param>
    /// <param name="grants">What it may do from now on.</param>
    /// <param name="at">Seconds since 1970; a token made later speaks again.</param>
    public void SetGrants(string participantId, ParticipantGrants grants, long at) =>
        Set(participantId, Find(participantId) with { Grants = grants, GrantsAt = at });

    /// <summary>What a participant that comes with a token may do.</summary>
    /// <param name="participantId">Who.</param>
    /// <param name="ofToken">What the token says.</param>
    /// <param name="issuedAt">The token's iat in seconds since 1970; null when it has none.</param>
    public ParticipantGrants GrantsFor(string participantId, ParticipantGrants ofToken, long? issuedAt) =>
        Find(participantId) is { Grants: { } ordered } order && !(issuedAt > order.GrantsAt) ? ordered : ofToken;

    private Order Find(string participantId) => orders.GetValueOrDefault(participantId);

    private void Set(string participantId, Order order)
    {
        if (order is { Blocked: 0, Grants: null })
        {
            orders.Remove(participantId);
            return;
        }

        if (orders.Count >= Limit && !orders.ContainsKey(participantId))
        {
            orders.RemoveAt(0);
        }

        orders[participantId] = order;
    }
}
