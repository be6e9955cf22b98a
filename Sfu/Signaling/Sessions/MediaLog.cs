using Microsoft.Extensions.Logging;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>What the media server logs. Nothing here is written a packet.</summary>
internal static partial class MediaLog
{
    [LoggerMessage(2001, LogLevel.Information, "Media on UDP port {Port}, {Workers} workers, candidates: {Candidates}")]
    public static partial void Started(ILogger logger, int port, int workers, string candidates);

    [LoggerMessage(2002, LogLevel.Error, "A worker command failed")]
    public static partial void CommandFailed(ILogger logger, Exception exception);

    [LoggerMessage(2003, LogLevel.Error, "Peer {PeerId} was closed: {Reason}")]
    public static partial void PeerFault(ILogger logger, long peerId, string reason);

    [LoggerMessage(2004, LogLevel.Error, "Handling a worker's event failed")]
    public static partial void EventFailed(ILogger logger, Exception exception);

    [LoggerMessage(2005, LogLevel.Error, "The hub's {Method} failed, trace {Trace}")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method, string trace);
}
