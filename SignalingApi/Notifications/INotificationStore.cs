using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>The inboxes.</summary>
internal interface INotificationStore
{
    /// <summary>Adds one, in the place of the unread one of its topic, and drops the oldest beyond a bound; null when there is no such account.</summary>
    Task<AddedNotice?> AddAsync(StoredNotice notice, int keep);

    /// <summary>The newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="before">Only older ones; null for all.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<StoredNotice>> ListAsync(Id user, Id? before, int limit);

    Task<int> UnreadAsync(Id user);

    /// <summary>Marks one and what is older as read; how many are unread then.</summary>
    Task<int> MarkReadAsync(Id user, Id upTo);

    /// <summary>Marks what is of a topic as read; how many are unread then, or null when nothing changed.</summary>
    Task<int?> MarkTopicReadAsync(Id user, string topic);

    /// <summary>How many are unread then, or null when there is no such notice.</summary>
    Task<int?> DeleteAsync(Id user, Id notice);

    /// <summary>Deletes what is of a topic; how many are unread then, or null when there was none.</summary>
    Task<int?> DeleteTopicAsync(Id user, string topic);

    /// <summary>Empties an inbox.</summary>
    Task ClearAsync(Id user);

    /// <summary>An account goes: its inbox, and what tells others of it.</summary>
    Task DeleteAllAsync(Id user);
}
