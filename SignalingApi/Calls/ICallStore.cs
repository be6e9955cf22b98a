using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>The history of calls.</summary>
internal interface ICallStore
{
    /// <summary>Takes down how a call stands; an older version does not replace a newer one.</summary>
    Task SaveAsync(Call call);

    /// <summary>Calls that are over in which somebody had a part, the newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="before">Only older ones; null for all.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<CallEntry>> ListAsync(Id user, Id? before, int limit);

    /// <summary>How many calls somebody has begun since a time: what is busy counts too.</summary>
    Task<int> CountStartedAsync(Id user, long since);

    /// <summary>Calls taken down as begun and not as ended, at most 1,000.</summary>
    Task<IReadOnlyList<Id>> OpenAsync();

    /// <summary>Ends one that nobody can end any more, since the server that had it is gone.</summary>
    Task CloseAsync(Id call, long now);

    /// <summary>Takes somebody out of all calls; one that nobody else was in goes.</summary>
    Task ForgetAsync(Id user);
}

/// <summary>A call in somebody's history.</summary>
internal sealed record CallEntry
{
    public Id Id { get; init; }

    /// <summary>Who called; 0 for an account that was deleted.</summary>
    public long FromId { get; init; }

    public bool Video { get; init; }

    public long StartedAt { get; init; }

    public long? AnsweredAt { get; init; }

    public long? EndedAt { get; init; }

    /// <summary>Of the call.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it was over for this person.</summary>
    public string? OwnReason { get; init; }

    public long? JoinedAt { get; init; }

    public long? LeftAt { get; init; }

    public bool Missed { get; init; }

    /// <summary>The others, in the order in which they were called.</summary>
    public IReadOnlyList<Id> Others { get; init; } = [];
}
