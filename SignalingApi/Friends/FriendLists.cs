using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Friends and requests as they are asked for again and again: from the cache, which each change drops at once.</summary>
internal sealed class FriendLists(IFriendStore store, ICache cache)
{
    /// <summary>The newest account first.</summary>
    public Task<IReadOnlyList<Friendship>> FriendsAsync(Id user) => FindAsync(CacheFamily.Friends, user, store.FriendsAsync);

    /// <summary>Requests to somebody, the newest first.</summary>
    public Task<IReadOnlyList<FriendRequest>> IncomingAsync(Id user) => FindAsync(CacheFamily.IncomingRequests, user, store.IncomingAsync);

    /// <summary>Requests of somebody, the newest first.</summary>
    public Task<IReadOnlyList<FriendRequest>> OutgoingAsync(Id user) => FindAsync(CacheFamily.OutgoingRequests, user, store.OutgoingAsync);

    /// <summary>After a change between people: everything of theirs that it may have made old.</summary>
    public Task DropAsync(params IEnumerable<Id> users) => cache.RemoveAsync([.. users.Select(static user => user.ToString()).SelectMany(static user => new[]
    {
        CacheFamily.Friends.Of(user),
        CacheFamily.IncomingRequests.Of(user),
        CacheFamily.OutgoingRequests.Of(user),
        CacheFamily.RecommendedUsers.Of(user),
    })]);

    private Task<IReadOnlyList<T>> FindAsync<T>(CacheFamily family, Id user, Func<Id, Task<IReadOnlyList<T>>> read) =>
        cache.GetOrCreateAsync(family.Of(user.ToString()), () => read(user));
}
