using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Does random acts on a queue and holds after each what must be true, from what the queue told alone.</summary>
internal sealed class QueueModel(IMatchQueue queue, ManualTime time, Random random)
{
    private const int Users = 60;
    private readonly HashSet<string> here = [];
    private readonly Dictionary<string, string> partners = [];
    private readonly Dictionary<string, (string Partner, long At)> last = [];
    private readonly HashSet<(string, string)> forbidden = [];
    private readonly HashSet<string> rooms = [];
    private readonly Dictionary<string, int> counts = [];
    private long refreshed;
    private int steps;
    private bool isQuiet;

    public async Task StepAsync()
    {
        time.Advance(TimeSpan.FromMilliseconds(random.Next(700)));
        if (time.Now - refreshed > 5_000)
        {
            refreshed = time.Now;
            await queue.RefreshAsync([.. here]);
        }

        // At times only two are here, so that the same two meet again.
        isQuiet = ++steps % 1_000 > 700;
        var user = isQuiet && here.Count > 1 ? here.First() : $"u{random.Next(Users)}";
        var (ended, matches) = await ActAsync(user);

        // Not sent behind the act: a script that Redis does not know yet is sent once more, and would come after it.
        Check(ended, matches, await queue.SnapshotAsync());
    }

    public void AssertMuchHappened()
    {
        Assert.True(rooms.Count > 500, $"{rooms.Count} matches");
        Assert.True(counts.GetValueOrDefault("again") > 0, "Nobody met twice.");
        Assert.True(forbidden.Count > 20, $"{forbidden.Count} forbidden");
    }

    /// <summary>An entry of few words, so that some fit and some do not.</summary>
    public static MatchEntry RandomEntry(string user, Random random, IReadOnlyList<string> never) => new()
    {
        UserId = user,
        Node = $"n{random.Next(2)}",
        Gender = random.Next(2) == 0 ? "f" : "m",
        Seeks = random.Next(6) switch { 0 => "f", 1 => "m", _ => null },
        Region = random.Next(3) switch { 0 => "eu", 1 => "us", _ => null },
        Languages = [.. new[] { "en", "fr", "zh" }.Where(_ => random.Next(2) == 0)],
        Interests = [.. new[] { "chess", "music", "go" }.Where(_ => random.Next(3) == 0)],
        Never = never,
    };

    private async Task<(IReadOnlyList<MatchEnd> Ended, IReadOnlyList<Match> Matches)> ActAsync(string user)
    {
        QueueResult result;
        var act = !isQuiet ? random.Next(20) : here.Count > 2 ? 15 : here.Count < 2 ? 0 : random.Next(20) == 0 ? 9 : 19;
        switch (act)
        {
            case < 9:
                here.Add(user);
                result = await queue.JoinAsync(RandomEntry(user, random, [.. forbidden.Where(pair => pair.Item1 == user).Select(static pair => pair.Item2)]));
                break;
            case < 13:
                result = await queue.NextAsync(user);
                break;
            case 13 or 14:
                here.Remove(user);
                result = await queue.LeaveAsync(user);
                break;
            case 15 or 16:
                here.Remove(user);
                result = await queue.DisconnectAsync(user);
                break;
            case 17 when random.Next(3) == 0:
                if (partners.TryGetValue(user, out var partner))
                {
                    Forbid(user, partner);
                }

                result = await queue.ReportAsync(user);
                break;
            case 18 when random.Next(10) == 0:
                var other = $"u{random.Next(Users)}";
                if (other == user)
                {
                    goto default;
                }

                Forbid(user, other);
                result = await queue.ForbidAsync(user, other);
                break;
            default:
                return ([], (await queue.TryMatchAsync()).Matches);
        }

        return (result.Ended, result.Matches);
    }

    private void Forbid(string one, string two)
    {
        forbidden.Add((one, two));
        forbidden.Add((two, one));
    }

    private void Check(IReadOnlyList<MatchEnd> ended, IReadOnlyList<Match> matches, QueueSnapshot snapshot)
    {
        foreach (var end in ended)
        {
            Assert.True(partners.Remove(end.UserId, out var left) && left == end.PartnerId);
            Assert.True(partners.Remove(end.PartnerId));
        }

        foreach (var match in matches)
        {
            CheckMatch(match, snapshot);
        }

        // Everybody waits once or is matched once, with another, in a room of two; nobody else is there; and it is as it was told.
        Assert.Equal(snapshot.Waiting.Count, snapshot.Waiting.Distinct().Count());
        Assert.True(snapshot.Index.SetEquals(snapshot.Waiting));
        Assert.DoesNotContain(snapshot.Waiting, snapshot.Partners.ContainsKey);
        Assert.True(here.SetEquals(snapshot.Waiting.Concat(snapshot.Partners.Keys)));
        Assert.Equal(partners.Count, snapshot.Partners.Count);
        Assert.Equal(snapshot.Partners.Count, snapshot.Rooms.Count);
        Assert.Equal(snapshot.Rooms.Count / 2, snapshot.Rooms.Values.Distinct().Count());
        foreach (var (user, partner) in snapshot.Partners)
        {
            Assert.NotEqual(user, partner);
            Assert.Equal(partner, partners[user]);
            Assert.Equal(user, snapshot.Partners[partner]);
            Assert.Equal(snapshot.Rooms[user], snapshot.Rooms[partner]);
        }
    }

    private void CheckMatch(Match match, QueueSnapshot snapshot)
    {
        var (one, two) = (match.Initiator.UserId, match.Other.UserId);
        Assert.True(rooms.Add(match.RoomId), "A room was used twice.");
        Assert.True(partners.TryAdd(one, two) && partners.TryAdd(two, one), "Matched twice.");
        Assert.DoesNotContain((one, two), forbidden);
        if (IsRepeat(one, two))
        {
            counts["again"] = counts.GetValueOrDefault("again") + 1;
            Assert.DoesNotContain(snapshot.Waiting, third => CouldMeet(one, third) || CouldMeet(two, third));
        }

        last[one] = (two, time.Now);
        last[two] = (one, time.Now);
    }

    private bool CouldMeet(string user, string third) => !forbidden.Contains((user, third)) && !IsRepeat(user, third);

    private bool IsRepeat(string one, string two) => LastOf(one) == two || LastOf(two) == one;

    private string? LastOf(string user) =>
        last.TryGetValue(user, out var met) && time.Now - met.At < MatchOptions.Default.EntryTimeToLive.TotalMilliseconds ? met.Partner : null;
}
