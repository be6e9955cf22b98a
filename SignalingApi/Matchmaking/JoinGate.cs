using System.Collections.Frozen;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Who may meet strangers, and with which wishes: age and terms, no ban, what was typed, whom never to meet.</summary>
internal sealed class JoinGate(
    ConsentService consents, BanList bans, FriendService friends, IModerationStore moderation, ApiSettings settings)
{
    public const int MaxInterests = 8;
    public const int MaxInterestLength = 24;
    public const int MaxRegionLength = 64;
    private const int MaxNodeLength = 128;
    private const string Unsaid = "unsaid";

    public static readonly FrozenSet<string> Genders = FrozenSet.ToFrozenSet(["woman", "man", "other", Unsaid], StringComparer.Ordinal);

    private static readonly Refusal NotOfAge = new("age-gate", StatusCodes.Status403Forbidden, "Say that you are of age and agree to the terms first: POST /api/auth/consent.");

    public async Task<Outcome<MatchEntry>> AdmitAsync(Actor actor, JoinQueueRequest request)
    {
        if (!Read(actor, request).TryGet(out var entry, out var refusal))
        {
            return refusal;
        }

        if (bans.Find(actor.Subject) is { } ban)
        {
            return BanGuard.Refuse(ban);
        }

        if (await consents.FindAsync(actor) is null)
        {
            return NotOfAge;
        }

        return entry with { Never = await NeverAsync(actor) };
    }

    private Outcome<MatchEntry> Read(Actor actor, JoinQueueRequest request)
    {
        if (TextRules.Line(request.Name ?? actor.Name, 1, AccountRules.MaxNameLength) is not { } name)
        {
            return Refusal.Invalid($"name: 1 to {AccountRules.MaxNameLength} characters");
        }

        if (!Genders.Contains(request.Gender ?? Unsaid) || request.Seeks == Unsaid || (request.Seeks is not null && !Genders.Contains(request.Seeks)))
        {
            return Refusal.Invalid("gender: woman, man, other or unsaid; seeks: woman, man, other or null");
        }

        if (TextRules.Line(request.Region ?? "", 0, MaxRegionLength) is not { } region)
        {
            return Refusal.Invalid($"region: at most {MaxRegionLength} characters");
        }

        var interests = (request.Interests ?? []).Select(static text => TextRules.Line(text, 1, MaxInterestLength)).ToList();
        if (interests.Count > MaxInterests || interests.Contains(null))
        {
            return Refusal.Invalid($"interests: at most {MaxInterests} of 1 to {MaxInterestLength} characters");
        }

        if (Languages.Join([.. (request.Languages ?? []).Select(static tag => tag?.ToLowerInvariant())]) is not { } languages)
        {
            return Refusal.Invalid($"languages: at most {Languages.Max} tags such as en");
        }

        return new MatchEntry
        {
            UserId = actor.Subject,
            Name = name,
            Node = settings.MediaUrl is { Length: > 1 and <= MaxNodeLength } node ? node : null,
            Gender = request.Gender is null or Unsaid ? null : request.Gender,
            Seeks = request.Seeks,
            Region = region,
            Languages = languages.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Interests = [.. interests.OfType<string>()],
        };
    }

    /// <summary>Blocked and reported, by either side. A guest blocks nobody, but is blocked in the other's list.</summary>
    private async Task<IReadOnlyList<string>> NeverAsync(Actor actor)
    {
        var reported = await moderation.ForbiddenPairsAsync(actor.Subject);
        IEnumerable<string> blocked = actor.UserId is { } user ? await friends.BlockedEitherWayAsync(user) : [];
        return [.. reported.Concat(blocked).Distinct(StringComparer.Ordinal).Where(MatchEntry.IsId).Take(MatchEntry.MaxNever)];
    }
}
