namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>The log lines of random calls.</summary>
internal static partial class RandomCallLog
{
    [LoggerMessage(3601, LogLevel.Error, "Somebody in the queue of random calls could not be told; it is tried again")]
    public static partial void TellingFailed(ILogger logger, Exception exception);

    [LoggerMessage(3602, LogLevel.Error, "{Duty} of the queue of random calls failed; it is tried again")]
    public static partial void DutyFailed(ILogger logger, string duty, Exception exception);

    [LoggerMessage(3603, LogLevel.Warning, "A media node did not take an order about the room of a random call that is over")]
    public static partial void RoomFailed(ILogger logger, Exception exception);
}
