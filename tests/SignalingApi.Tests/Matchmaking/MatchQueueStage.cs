using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>A queue on a clock that is moved by hand.</summary>
public abstract class MatchQueueStage
{
    private protected ManualTime Time { get; } = new();

    private protected IMatchQueue Queue => field ??= NewQueue(MatchOptions.Default);

    /// <summary>An empty queue on <see cref="Time"/>.</summary>
    private protected abstract IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null);

    private protected static MatchEntry Entry(
        string id, string[]? languages = null, string? region = null, string[]? interests = null, string? gender = null, string? node = null) =>
        new() { UserId = id, Languages = languages ?? [], Region = region, Interests = interests ?? [], Gender = gender, Node = node };

    private protected Task<QueueResult> JoinAsync(
        string id, string[]? languages = null, string? region = null, string[]? interests = null, string? gender = null, string? node = null) =>
        Queue.JoinAsync(Entry(id, languages, region, interests, gender, node));

    private protected async Task<Match> MatchAsync(string one, string two, params string[] languages)
    {
        await JoinAsync(one, languages);
        return Assert.Single((await JoinAsync(two, languages)).Matches);
    }

    private long? began;

    /// <summary>So many milliseconds after the first call's beginning, with everybody refreshed: that many matches in a round.</summary>
    private protected async Task AtAsync(long milliseconds, int matches)
    {
        began ??= Time.Now;
        Time.Advance(TimeSpan.FromMilliseconds(began.Value + milliseconds - Time.Now));
        await Queue.RefreshAsync((await Queue.SnapshotAsync()).Waiting);
        Assert.Equal(matches, await RoundAsync());
    }

    private protected async Task<int> RoundAsync()
    {
        for (var matches = 0; ;)
        {
            var round = await Queue.TryMatchAsync();
            matches += round.Matches.Count;
            if (round.IsOver)
            {
                return matches;
            }
        }
    }

    private protected async Task NeverMeetAsync(string one, string two)
    {
        Time.Advance(TimeSpan.FromSeconds(25));
        await Queue.RefreshAsync([one, two]);
        Assert.Equal(0, await RoundAsync());
        Assert.Empty((await Queue.JoinAsync(Entry(one))).Matches);
        Assert.Equal(2, (await Queue.SnapshotAsync()).Waiting.Count(id => id == one || id == two));
    }
}
