namespace Vidrn.SignalingApi.Calls;

/// <summary>The log lines of calls.</summary>
internal static partial class CallLog
{
    [LoggerMessage(5001, LogLevel.Error, "Call {Call}: {Effect} failed")]
    public static partial void EffectFailed(ILogger logger, Wire.Id call, string effect, Exception problem);

    [LoggerMessage(5002, LogLevel.Error, "The sweep of calls failed; it runs again")]
    public static partial void SweepFailed(ILogger logger, Exception problem);

    [LoggerMessage(5003, LogLevel.Warning, "Call {Call} changed too often at once; one change is lost")]
    public static partial void GaveUp(ILogger logger, Wire.Id call);
}
