namespace Vidrn.SignalingApi.Notifications;

/// <summary>The log lines of notifications. Endpoints are secrets: only their hosts are named.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(3201, LogLevel.Warning, "A notice is lost: the store has too much to write")]
    public static partial void NoticeLost(ILogger logger);

    [LoggerMessage(3202, LogLevel.Warning, "Too many messages wait to be pushed; {Count} were dropped since the start")]
    public static partial void PushQueueFull(ILogger logger, long count);

    [LoggerMessage(3203, LogLevel.Error, "A message could not be pushed")]
    public static partial void PushFailed(ILogger logger, Exception exception);

    [LoggerMessage(3204, LogLevel.Information, "The push service {Host} cannot be reached: {Reason}")]
    public static partial void PushUnanswered(ILogger logger, string host, string reason);

    [LoggerMessage(3205, LogLevel.Debug, "The push service {Host} knows a subscription no more ({Status})")]
    public static partial void PushSubscriptionGone(ILogger logger, string host, int status);

    [LoggerMessage(3206, LogLevel.Warning, "The push service {Host} refuses a message ({Status})")]
    public static partial void PushRefused(ILogger logger, string host, int status);

    [LoggerMessage(3207, LogLevel.Error, "Members were not told of a message")]
    public static partial void MessageUntold(ILogger logger, Exception exception);
}
