namespace Vidrn.SignalingApi.Audit;

/// <summary>The audit log's acts in the process's log too: without names and addresses.</summary>
internal static partial class AuditLines
{
    [LoggerMessage(3001, LogLevel.Information, "Audit: {Action} by {Actor} of {Subject}")]
    public static partial void Written(ILogger logger, string action, string actor, string subject);
}
