using System.Text.Json;
using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Storage;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>
/// Tells people what happened to them: in their inbox, on every open page, and pushed when none is open. Never fails what it tells of: when the store is too
/// busy, the notice is lost and a log line says so.
/// </summary>
internal sealed class Notifier(
    INotificationStore store, UserDirectory users, AppEvents events, NoticePusher pusher, IdSource ids, TimeProvider clock, ILogger<Notifier> logger)
{
    /// <summary>Notices an inbox keeps.</summary>
    public const int MaxKept = 500;

    private const int MaxText = 200;

    /// <param name="user">Whom.</param>
    /// <param name="kind">One of <see cref="NoticeKinds"/> that the inbox keeps.</param>
    /// <param name="content">What to tell.</param>
    public async Task NotifyAsync(Id user, string kind, NoticeContent content)
    {
        if (await TryAsync(() => store.AddAsync(StoredOf(user, kind, content), MaxKept)) is { } added)
        {
            var notice = NoticeEvent.Of(await ViewAsync(added.Notice), added.Replaces, added.Unread);
            await events.ToAsync(user, "notification", notice);
            await pusher.PushAsync(user, notice, content.Topic);
        }
    }

    /// <summary>A call rings: pushed to all devices, and nothing in the inbox. The open pages are told of it by the call itself.</summary>
    public async Task RingAsync(Id user, NoticeContent content) =>
        await pusher.PushAsync(user, NoticeEvent.Of(await ViewAsync(StoredOf(user, NoticeKinds.Call, content)), null, await store.UnreadAsync(user)), content.Topic);

    /// <summary>The user has seen what a topic is about, such as the conversation.</summary>
    public async Task SeenAsync(Id user, string topic) => await TellAsync(user, await TryAsync(() => store.MarkTopicReadAsync(user, topic)));

    /// <summary>What a topic is about is no more, such as a request that was cancelled.</summary>
    public async Task WithdrawAsync(Id user, string topic) => await TellAsync(user, await TryAsync(() => store.DeleteTopicAsync(user, topic)));

    /// <summary>The first words, in whole characters.</summary>
    public static string Excerpt(string text)
    {
        var runes = text.EnumerateRunes();
        return runes.Count() <= MaxText ? text : string.Concat(runes.Take(MaxText - 1)) + "…";
    }

    private StoredNotice StoredOf(Id user, string kind, NoticeContent content) => new()
    {
        Id = ids.Next(),
        User = user,
        Kind = kind,
        Topic = content.Topic,
        Actor = content.Actor,
        Text = Excerpt(content.Text),
        Target = JsonSerializer.Serialize(content.Target ?? new NoticeTarget(), JsonSerializerOptions.Web),
        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private async Task<Notice> ViewAsync(StoredNotice stored) => Notice.Of(stored, stored.Actor is { } actor ? await users.FindAsync(actor) : null);

    private Task TellAsync(Id user, int? unread) =>
        unread is { } count ? events.ToAsync(user, "notifications", new UnreadView(count)) : Task.CompletedTask;

    private async Task<T?> TryAsync<T>(Func<Task<T?>> write)
    {
        try
        {
            return await write();
        }
        catch (StoreBusyException)
        {
            NotificationLog.NoticeLost(logger);
            return default;
        }
    }
}
