namespace Vidrn.SignalingApi.Presence;

/// <summary>The log lines of presence.</summary>
internal static partial class PresenceLog
{
    [LoggerMessage(3101, LogLevel.Warning, "The store has too much to write: when {Count} accounts were last here is not stored")]
    public static partial void LastSeenLost(ILogger logger, int count);

    [LoggerMessage(3102, LogLevel.Error, "Friends could not be told of a change of presence")]
    public static partial void AnnouncementFailed(ILogger logger, Exception exception);

    [LoggerMessage(3103, LogLevel.Error, "Presence could not be refreshed; it is tried again")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
