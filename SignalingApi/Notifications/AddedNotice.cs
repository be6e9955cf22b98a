using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>A notice that was laid into an inbox.</summary>
/// <param name="Notice">As it is now.</param>
/// <param name="Replaces">The unread one of the same topic in whose place it is; null when there was none.</param>
/// <param name="Unread">Notices of the inbox.</param>
internal sealed record AddedNotice(StoredNotice Notice, Id? Replaces, int Unread);
