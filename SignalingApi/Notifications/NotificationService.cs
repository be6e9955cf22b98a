using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>Reading one's inbox.</summary>
internal sealed class NotificationService(INotificationStore store, UserDirectory users, AppEvents events)
{
    /// <summary>The newest first.</summary>
    public async Task<NoticePage> ListAsync(Id me, Id? before, int? limit)
    {
        var size = Page<Notice>.Size(limit);
        var stored = await store.ListAsync(me, before, size + 1);
        var shown = stored.Take(size).ToList();
        var actors = await users.FindAllAsync([.. shown.Select(static notice => notice.Actor).OfType<Id>().Distinct()]);
        var notices = shown.Select(notice => Notice.Of(notice, notice.Actor is { } actor ? actors.GetValueOrDefault(actor) : null)).ToList();
        return new NoticePage(notices, stored.Count > size ? shown[^1].Id.ToString() : null, await store.UnreadAsync(me));
    }

    /// <summary>One and what is older were seen.</summary>
    public async Task<UnreadView> ReadAsync(Id me, Id upTo)
    {
        var unread = new UnreadView(await store.MarkReadAsync(me, upTo));
        await events.ToAsync(me, "notifications", unread);
        return unread;
    }

    public async Task<Outcome<UnreadView>> DeleteAsync(Id me, Id notice)
    {
        if (await store.DeleteAsync(me, notice) is not { } count)
        {
            return Refusal.NotFound("notification");
        }

        var unread = new UnreadView(count);
        await events.ToAsync(me, "notifications", unread);
        return unread;
    }

    public async Task<UnreadView> ClearAsync(Id me)
    {
        await store.ClearAsync(me);
        await events.ToAsync(me, "notifications", new UnreadView(0));
        return new UnreadView(0);
    }
}
