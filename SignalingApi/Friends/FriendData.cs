using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>An account's friends, requests and blocks.</summary>
internal sealed class FriendData(IFriendStore store, FriendLists lists, FriendEvents events) : IPersonalData
{
    public string Section => "friends";

    public async Task<object> ExportAsync(Id user) => new
    {
        Friends = await store.FriendsAsync(user),
        Incoming = await store.IncomingAsync(user),
        Outgoing = await store.OutgoingAsync(user),
        Blocks = await store.BlocksAsync(user),
    };

    public async Task DeleteAsync(Id user)
    {
        var friends = (await store.FriendsAsync(user)).Select(static friendship => friendship.Friend).ToList();
        var requests = (await store.IncomingAsync(user)).Concat(await store.OutgoingAsync(user)).ToList();
        await store.DeleteAsync(user);
        await lists.DropAsync([user, .. friends, .. requests.Select(request => request.From == user ? request.To : request.From)]);
        foreach (var friend in friends)
        {
            await events.PartedAsync(user, friend);
        }

        foreach (var request in requests)
        {
            await events.RequestGoneAsync(request);
        }
    }
}
