namespace Vidrn.SignalingApi.Groups;

/// <summary>The log lines of groups.</summary>
internal static partial class GroupLog
{
    [LoggerMessage(3251, LogLevel.Error, "Groups were not told how many are online")]
    public static partial void PresenceFailed(ILogger logger, Exception exception);
}
