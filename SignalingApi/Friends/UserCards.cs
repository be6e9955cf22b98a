using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Profiles with how they stand to who asks.</summary>
internal sealed class UserCards(IUserStore users, IFriendStore store, FriendLists lists, PresenceService presence)
{
    /// <summary>Null when there is no such account.</summary>
    public async Task<UserCard?> FindAsync(Id viewer, Id user) => (await FindAllAsync(viewer, [user])) is [var card] ? card : null;

    /// <summary>Whom of them there is, in their order.</summary>
    public async Task<IReadOnlyList<UserCard>> FindAllAsync(Id viewer, IReadOnlyCollection<Id> ids)
    {
        var found = (await users.FindAllAsync(ids)).ToDictionary(static user => user.Id);
        return await OfAsync(viewer, [.. ids.Where(found.ContainsKey).Select(id => found[id])]);
    }

    /// <summary>The cards of accounts, in their order.</summary>
    public async Task<IReadOnlyList<UserCard>> OfAsync(Id viewer, IReadOnlyList<User> people)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var friends = (await lists.FriendsAsync(viewer)).Select(static friendship => friendship.Friend).ToHashSet();
        var incoming = (await lists.IncomingAsync(viewer)).ToDictionary(static request => request.From, static request => request.Id);
        var outgoing = (await lists.OutgoingAsync(viewer)).ToDictionary(static request => request.To, static request => request.Id);
        var blocks = (await store.BlocksAsync(viewer)).Select(static block => block.Subject).ToHashSet(StringComparer.Ordinal);
        var states = await presence.GetAsync([.. people.Select(static user => user.Id).Where(friends.Contains)]);
        return [.. people.Select(user =>
        {
            var (relation, request) = user.Id == viewer ? (Relation.Self, null)
                : friends.Contains(user.Id) ? (Relation.Friend, null)
                : blocks.Contains(Actor.SubjectOf(user.Id)) ? (Relation.Blocked, null)
                : incoming.TryGetValue(user.Id, out var asked) ? (Relation.Incoming, asked)
                : outgoing.TryGetValue(user.Id, out var asks) ? (Relation.Outgoing, asks)
                : (Relation.None, (Id?)null);
            return new UserCard(
                user.Id.ToString(), user.Name, user.PictureAddress, false, user.Username, user.Bio, user.NativeList, user.LearningList,
                user.Location, relation, request, states.GetValueOrDefault(user.Id));
        })];
    }
}
