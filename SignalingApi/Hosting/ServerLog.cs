namespace Vidrn.SignalingApi.Hosting;

/// <summary>The host's own log lines.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1001, LogLevel.Information, "Vidrn {Version} is ready: {Addresses}; roles {Roles}; media on UDP {MediaPort}")]
    public static partial void Ready(ILogger logger, string version, string addresses, string roles, int mediaPort);

    [LoggerMessage(1002, LogLevel.Information, "Vidrn is stopping")]
    public static partial void Stopping(ILogger logger);
}
