using System.Buffers;
using System.Security.Cryptography;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>
/// Names a meeting so that it can be read out: three groups of four consonants, as in `bcdf-ghjk-mnpq`. 20^12 codes are 51 bits, and
/// asking for codes that are not there is bounded (<see cref="MeetingLookUp"/>): guessing one takes longer than meetings last. No vowels: no
/// words, and nothing that is read as another letter.
/// </summary>
internal static class MeetingCode
{
    private const string Letters = "bcdfghjkmnpqrstvwxyz";
    private const int Group = 4;
    private const int Length = 12;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Letters);

    public static string New()
    {
        var letters = RandomNumberGenerator.GetString(Letters, Length);
        return $"{letters[..Group]}-{letters[Group..(2 * Group)]}-{letters[(2 * Group)..]}";
    }

    /// <summary>As it is stored, however somebody typed it; null for what can be no code.</summary>
    public static string? Read(string? text)
    {
        if (text is null or { Length: > 32 })
        {
            return null;
        }

        var letters = new string([.. text.Where(static c => c is not ('-' or ' ')).Select(char.ToLowerInvariant)]);
        return letters.Length == Length && letters.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? $"{letters[..Group]}-{letters[Group..(2 * Group)]}-{letters[(2 * Group)..]}"
            : null;
    }
}
