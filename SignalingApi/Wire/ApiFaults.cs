using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Vidrn.SignalingApi.Wire;

/// <summary>What a request threw that is no fault of ours: a body that cannot be read, a server that is too busy.</summary>
internal sealed class ApiFaults : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (RefusalOf(exception) is not { } refusal)
        {
            return false;
        }

        await Problems.Of(refusal).ExecuteAsync(httpContext);
        return true;
    }

    private static Refusal? RefusalOf(Exception exception) => exception switch
    {
        ServerBusyException => new Refusal("server-busy", StatusCodes.Status503ServiceUnavailable, "The server is too busy; try again.") { RetryAfterSeconds = 1 },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Refusal("payload-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large."),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            new Refusal("media-type-unsupported", StatusCodes.Status415UnsupportedMediaType, "The body must be application/json."),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest, InnerException: JsonException problem } => Refusal.Invalid(Describe(problem)),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } =>
            Refusal.Invalid("A parameter of the path or query is missing or malformed, or the body is missing."),
        _ => null,
    };

    /// <summary>Where in the JSON it went wrong; not what was there.</summary>
    private static string Describe(JsonException problem) => problem.Path is { Length: > 1 and <= 100 } path && path.All(static c => c is > ' ' and < '\x7f')
        ? $"{path}: of the wrong type or out of range"
        : "The body is not the JSON object that is wanted.";
}
