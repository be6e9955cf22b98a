using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Wire;

/// <summary>`POST /api/client-errors`: what went wrong in somebody's page, for the log.</summary>
internal static class ClientErrorEndpoints
{
    private const int MaxLength = 4000;

    public static void MapClientErrors(this RouteGroupBuilder api) =>
        api.MapPost("/client-errors", Report).WithTags("wire").WithMetadata(new BodyLimit(32 * 1024)).AllowAnonymous();

    private static HttpAnswer<Nothing> Report(ClientError report, ClientErrorCount count, RequestLimits limits, ILogger<ClientError> logger, HttpContext context)
    {
        Outcome<Nothing> outcome = limits.TakeClientError(ClientInfo.Of(context).Network) ?? Take(report, count, logger);
        return outcome.ToHttp();
    }

    private static Outcome<Nothing> Take(ClientError report, ClientErrorCount count, ILogger logger)
    {
        // One line each: a page must not write lines of its own into the log.
        if (TextRules.Line(report.Message, 1, MaxLength) is not { } message || Flat(report.Stack) is not { } stack
            || Flat(report.Page) is not { } page || Flat(report.Version) is not { } version)
        {
            return Refusal.Invalid($"message, and if you like stack, page and version: texts of at most {MaxLength} characters");
        }

        count.Add();
        ClientErrorLines.Reported(logger, message, page, version, stack);
        return Nothing.Value;
    }

    private static string? Flat(string? text) => TextRules.Line(text?.ReplaceLineEndings(" | "), 0, MaxLength);
}

/// <summary>Of `POST /api/client-errors`.</summary>
internal sealed record ClientError(string? Message, string? Stack, string? Page, string? Version);

/// <summary>How many were reported.</summary>
internal sealed class ClientErrorCount
{
    private long count;

    public ClientErrorCount(MetricsRegistry metrics) => metrics.Add(text =>
    {
        text.Family("vidrn_client_errors_total", MetricKind.Counter, "Faults that pages reported.");
        text.Sample(Interlocked.Read(ref count));
    });

    public void Add() => Interlocked.Increment(ref count);
}

/// <summary>Their log lines.</summary>
internal static partial class ClientErrorLines
{
    [LoggerMessage(3151, LogLevel.Warning, "A page reports: {Message}; page {Page}, version {Version}; {Stack}")]
    public static partial void Reported(ILogger logger, string message, string page, string version, string stack);
}
