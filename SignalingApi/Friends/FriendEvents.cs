using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Tells both people's pages, and their inboxes, what changed between them.</summary>
internal sealed class FriendEvents(AppEvents events, UserCards cards, Notifier notifier)
{
    /// <summary>Somebody asked; what the asker sees of it, or null when the other has gone meanwhile.</summary>
    public async Task<FriendRequestView?> AskedAsync(FriendRequest request)
    {
        var mine = await ViewAsync(request, request.From);
        var theirs = await ViewAsync(request, request.To);
        if (mine is null || theirs is null)
        {
            return null;
        }

        await events.ToAsync(request.From, "friend-request", new RequestEvent(mine));
        await events.ToAsync(request.To, "friend-request", new RequestEvent(theirs));
        await notifier.NotifyAsync(request.To, NoticeKinds.FriendRequest, new NoticeContent(
            request.From,
            Target: new NoticeTarget { UserId = request.From, RequestId = request.Id },
            Topic: NoticeTopics.FriendRequest(request.From)));
        return mine;
    }

    /// <summary>A request was accepted; the asker as the other sees it, or null when one has gone meanwhile.</summary>
    /// <param name="request">Answered, and gone.</param>
    /// <param name="by">Who accepted, or asked too.</param>
    public async Task<UserCard?> BefriendedAsync(FriendRequest request, Id by)
    {
        var other = request.From == by ? request.To : request.From;
        var asker = await cards.FindAsync(by, other);
        var accepter = await cards.FindAsync(other, by);
        if (asker is null || accepter is null)
        {
            return null;
        }

        await RequestGoneAsync(request);
        await events.ToAsync(by, "friend-added", new FriendView(asker));
        await events.ToAsync(other, "friend-added", new FriendView(accepter));
        await notifier.NotifyAsync(other, NoticeKinds.FriendAdded, new NoticeContent(
            by, Target: new NoticeTarget { UserId = by }, Topic: NoticeTopics.FriendAdded(by)));
        return asker;
    }

    /// <summary>A request was answered, cancelled or ended.</summary>
    public async Task RequestGoneAsync(FriendRequest request)
    {
        await events.ToAsync([request.From, request.To], "friend-request-gone", new RequestGone(request.Id));
        await notifier.WithdrawAsync(request.To, NoticeTopics.FriendRequest(request.From));
    }

    /// <summary>A friendship ended.</summary>
    public async Task PartedAsync(Id a, Id b)
    {
        await events.ToAsync(a, "friend-removed", new FriendRemoved(b));
        await events.ToAsync(b, "friend-removed", new FriendRemoved(a));
    }

    private async Task<FriendRequestView?> ViewAsync(FriendRequest request, Id viewer)
    {
        var isOut = request.From == viewer;
        return await cards.FindAsync(viewer, isOut ? request.To : request.From) is { } card
            ? new FriendRequestView(request.Id, card, isOut ? RequestDirection.Out : RequestDirection.In, request.CreatedAt)
            : null;
    }
}
