namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// Who fits whom, and how well. `queue.lua` says the same in Lua; a test runs both side by side.
/// </summary>
internal static class MatchFit
{
    /// <summary>
    /// How far an entry's wishes have widened: 0 strict (gender, a language, region, an interest), 1 without interests, 2 without region,
    /// 3 anyone.
    /// </summary>
    public static int Width(MatchOptions options, long waitedMs)
    {
        var width = 0;
        while (width < options.WidenAfter.Count && waitedMs >= options.WidenAfter[width].TotalMilliseconds)
        {
            width++;
        }

        return width;
    }

    /// <summary><paramref name="one"/>, whose wishes have this width, takes the other. A pair needs both to.</summary>
    public static bool Accepts(MatchEntry one, int width, MatchEntry other)
    {
        if (width >= 3)
        {
            return true;
        }

        return (one.Seeks is null || one.Seeks == other.Gender)
            && (one.Languages.Count == 0 || Shared(one.Languages, other.Languages) > 0)
            && (width >= 2 || one.Region is null || one.Region == other.Region)
            && (width >= 1 || one.Interests.Count == 0 || Shared(one.Interests, other.Interests) > 0);
    }

    /// <summary>
    /// Of several who fit the highest is taken, of equals the first in the queue: languages weigh most, then interests and region, then
    /// the media node, and each second the candidate has waited one point, up to 30.
    /// </summary>
    public static int Score(MatchEntry one, MatchEntry candidate, long candidateWaitedMs) =>
        (16 * Math.Min(3, Shared(one.Languages, candidate.Languages)))
        + (8 * Math.Min(4, Shared(one.Interests, candidate.Interests)))
        + (one.Region is not null && one.Region == candidate.Region ? 8 : 0)
        + (one.Node is not null && one.Node == candidate.Node ? 4 : 0)
        + (int)Math.Clamp(candidateWaitedMs / 1_000, 0, 30);

    private static int Shared(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        var shared = 0;
        foreach (var word in some)
        {
            for (var i = 0; i < others.Count; i++)
            {
                if (others[i] == word)
                {
                    shared++;
                    break;
                }
            }
        }

        return shared;
    }
}
