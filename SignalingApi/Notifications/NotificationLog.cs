namespace Vidrn.SignalingApi.Notifications;

/// <summary>The log lines of notifications.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(3201, LogLevel.Warning, "A notice is lost: the store has too much to write")]
    public static partial void NoticeLost(ILogger logger);
}
