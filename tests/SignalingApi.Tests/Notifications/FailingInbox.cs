using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications;

/// <summary>The store of notices, which fails in a way nobody expects when a message of a certain text is added.</summary>
internal sealed class FailingInbox(INotificationStore inner, string poison) : INotificationStore
{
    public Task<AddedNotice?> AddAsync(StoredNotice notice, int keep) =>
        notice.Text == poison ? throw new InvalidOperationException("broken") : inner.AddAsync(notice, keep);

    public Task<IReadOnlyList<StoredNotice>> ListAsync(Id user, Id? before, int limit) => inner.ListAsync(user, before, limit);

    public Task<int> UnreadAsync(Id user) => inner.UnreadAsync(user);

    public Task<int> MarkReadAsync(Id user, Id upTo) => inner.MarkReadAsync(user, upTo);

    public Task<int?> MarkTopicReadAsync(Id user, string topic) => inner.MarkTopicReadAsync(user, topic);

    public Task<int?> DeleteAsync(Id user, Id notice) => inner.DeleteAsync(user, notice);

    public Task<int?> DeleteTopicAsync(Id user, string topic) => inner.DeleteTopicAsync(user, topic);

    public Task ClearAsync(Id user) => inner.ClearAsync(user);

    public Task DeleteAllAsync(Id user) => inner.DeleteAllAsync(user);
}
