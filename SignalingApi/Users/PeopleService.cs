using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>How people find each other. Who blocks, or is blocked, is not there for the other.</summary>
internal sealed class PeopleService(IUserStore users, UserCards cards, FriendService friends, FriendLists lists, ICache cache)
{
    private const int MaxQueryLength = 64;
    private const int MaxFound = 50;
    private const int MaxRecommended = 50;

    private static readonly Refusal NoUser = Refusal.NotFound("user");

    public async Task<Outcome<UserCard>> FindAsync(Actor viewer, Id id) =>
        !await friends.IsBlockedAsync(viewer.User, id) && await cards.FindAsync(viewer.User, id) is { } card ? card : NoUser;

    /// <summary>By username or name, in any case, in any script. Whoever finds too many asks more closely.</summary>
    public async Task<Outcome<Page<UserCard>>> SearchAsync(Actor viewer, string? query)
    {
        if (TextRules.Line(query, 1, MaxQueryLength) is not { } text)
        {
            return Refusal.Invalid($"q: 1 to {MaxQueryLength} characters");
        }

        var blocked = await friends.BlockedEitherWayAsync(viewer.User);
        var found = await users.SearchAsync(text, MaxFound + blocked.Count);
        return new Page<UserCard>(await cards.OfAsync(viewer.User, [.. found.Where(user => !blocked.Contains(Actor.SubjectOf(user.Id))).Take(MaxFound)]), null);
    }

    /// <summary>Who speaks what one learns, or learns what one speaks, and is nothing to one yet.</summary>
    public async Task<Page<UserCard>> RecommendedAsync(Actor viewer)
    {
        var ids = await cache.GetOrCreateAsync(CacheFamily.RecommendedUsers.Of(viewer.User.ToString()), () => RecommendAsync(viewer.User));
        return new Page<UserCard>(await cards.FindAllAsync(viewer.User, ids), null);
    }

    /// <summary>After a change of one's own languages.</summary>
    public Task DropRecommendedAsync(Id user) => cache.RemoveAsync(CacheFamily.RecommendedUsers.Of(user.ToString()));

    private async Task<IReadOnlyList<Id>> RecommendAsync(Id id)
    {
        if (await users.FindAsync(id) is not { } user)
        {
            return [];
        }

        var known = (await lists.FriendsAsync(id)).Select(static friendship => friendship.Friend)
            .Concat((await lists.IncomingAsync(id)).Select(static request => request.From))
            .Concat((await lists.OutgoingAsync(id)).Select(static request => request.To))
            .Concat((await friends.BlockedEitherWayAsync(id)).Select(Actor.UserOf).OfType<Id>())
            .ToHashSet();
        var fitting = await users.RecommendAsync(id, user.NativeList, user.LearningList, MaxRecommended + known.Count);
        return [.. fitting.Select(static other => other.Id).Where(other => !known.Contains(other)).Take(MaxRecommended)];
    }
}
