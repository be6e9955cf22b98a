namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>The rules of the match queue; on all nodes the same.</summary>
internal sealed record MatchOptions
{
    public static readonly MatchOptions Default = new();

    /// <summary>Users who wait; above it nobody new is taken. Who is requeued always is.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>Entries looked at for one user.</summary>
    public int LookAhead { get; init; } = 64;

    /// <summary>After these times of waiting an entry no longer asks for shared interests, for its region, for anything.</summary>
    public IReadOnlyList<TimeSpan> WidenAfter { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    /// <summary>Two who were just together meet again after both waited this long, and only if nobody else is there for either.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Who waits and was not refreshed for this long is not matched, and is swept.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who is matched and was not refreshed for this long is swept; and how long an entry lives in Redis unrefreshed.</summary>
    public TimeSpan EntryTimeToLive { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often nodes refresh the entries of their connections.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(8);
}
