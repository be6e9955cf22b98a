using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>
/// The calls of now, on all nodes, and who is in which: nobody has a part in two at once. A change is a compare-and-set, so that of two
/// nodes, or two pages, one is first and the other looks again.
/// </summary>
internal interface ICallBook
{
    /// <summary>Also one that ended within <see cref="Call.KeptTime"/>.</summary>
    Task<Call?> FindAsync(Id call);

    /// <summary>The one call in which somebody has a part now.</summary>
    Task<Call?> OfUserAsync(Id user);

    /// <summary>
    /// Puts a changed call down, when it still stands at its <see cref="Call.Version"/> (0: a new one) and none of those who have a
    /// part in it have one in another.
    /// </summary>
    Task<BookAnswer> TrySaveAsync(Call changed);

    /// <summary>Forgets one that is over.</summary>
    Task RemoveAsync(Id call);

    /// <summary>Whose <see cref="Call.DueAt"/> has come; at most 200.</summary>
    Task<IReadOnlyList<Call>> DueAsync(long now);

    /// <summary>Calls that are not over, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Call>> LiveAsync(int limit);
}

/// <summary>How a change fared.</summary>
/// <param name="Saved">As it stands now, with its new version; null when it was not saved.</param>
/// <param name="Busy">Who has a part in another call; null when another change came first.</param>
internal readonly record struct BookAnswer(Call? Saved, Id? Busy)
{
    /// <summary>Another change was first: read it and decide anew.</summary>
    public static BookAnswer Stale => default;
}
