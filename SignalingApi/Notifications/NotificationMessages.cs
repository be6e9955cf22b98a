using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>Data of the event `notification`: a <see cref="Notice"/> and what it does to the inbox.</summary>
/// <param name="Replaces">The notice in whose place it is; null when it is a further one.</param>
/// <param name="Unread">Notices of the inbox.</param>
internal sealed record NoticeEvent(
    Id Id, string Type, long At, bool Read, int Count, UserMini? Actor, string Text, NoticeTarget Target, Id? Replaces, int Unread)
{
    public static NoticeEvent Of(Notice notice, Id? replaces, int unread) => new(
        notice.Id, notice.Type, notice.At, notice.Read, notice.Count, notice.Actor, notice.Text, notice.Target, replaces, unread);
}

/// <summary>The inbox, page by page.</summary>
internal sealed record NoticePage(IReadOnlyList<Notice> Items, string? Next, int Unread);

/// <summary>Of `POST /api/notifications/read`.</summary>
internal sealed record ReadRequest(Id? UpTo);

/// <summary>How many notices are unread; also the event `notifications`, when some were read, deleted or withdrawn.</summary>
internal sealed record UnreadView(int Unread);
