namespace Vidrn.SignalingApi.Coordination;

/// <summary>The log lines of coordination.</summary>
internal static partial class CoordinationLog
{
    [LoggerMessage(1101, LogLevel.Warning, "Redis at {Url} does not answer: {Reason}")]
    public static partial void RedisDown(ILogger logger, string url, string reason);

    [LoggerMessage(1102, LogLevel.Information, "Redis at {Url} answers; its data must be rebuilt: {DataLost}")]
    public static partial void RedisUp(ILogger logger, string url, bool dataLost);

    [LoggerMessage(1103, LogLevel.Error, "Rebuilding what was in Redis failed; it is tried again")]
    public static partial void RestoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(1104, LogLevel.Error, "The scheduled work {Name} failed; it runs again")]
    public static partial void WorkFailed(ILogger logger, string name, Exception exception);
}
