using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>What a feature tells somebody.</summary>
/// <param name="Actor">Whose doing it is; null for the server's, or a guest's.</param>
/// <param name="Text">Of people: an excerpt of the message, the title of the meeting. What happened is said by the kind.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Topic">
/// Unread notices of one topic are shown as one, the latest, with their count (see <see cref="NoticeTopics"/>); by it the notice is
/// withdrawn or marked as read. Empty: it stands alone.
/// </param>
internal sealed record NoticeContent(Id? Actor = null, string Text = "", NoticeTarget? Target = null, string Topic = "");
