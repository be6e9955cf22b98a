using Microsoft.AspNetCore.Http;
using Vidrn.Sfu.Signaling.Administration;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>Why a WHIP or WHEP request is refused: problem details (RFC 9457) with a code of docs/protocol.md section 1.5.</summary>
internal sealed record WhipRefusal(int Status, string Code, string Message)
{
    public static WhipRefusal NoBearer { get; } = new(StatusCodes.Status401Unauthorized, TokenProblem.InvalidCode, "There is no bearer room token.");

    public static WhipRefusal NoSession { get; } = new(StatusCodes.Status404NotFound, "session-gone", "There is no such session, or it has ended.");

    public static WhipRefusal OtherRoom { get; } = new(StatusCodes.Status403Forbidden, "grant-missing", "The token is for another room.");

    public static WhipRefusal OtherHolder { get; } = new(StatusCodes.Status403Forbidden, "grant-missing", "The token is not the one that opened the session.");

    public static WhipRefusal Of(TokenProblem problem) => new(StatusCodes.Status401Unauthorized, problem.Code, problem.Message);

    /// <summary>The signalling core's errors, with the status that says the same.</summary>
    public static WhipRefusal Of(string code, string message) => new(StatusOf(code), code, message);

    public static WhipRefusal Of(HubError error) => Of(error.Code, error.Message);

    public Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        switch (Status)
        {
            case StatusCodes.Status401Unauthorized:
                headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable:
                headers.RetryAfter = "1";
                break;
        }

        return Problem.Of(Status, Code, Message).ExecuteAsync(context);
    }

    private static int StatusOf(string code) => code switch
    {
        TokenProblem.InvalidCode or TokenProblem.ExpiredCode or TokenProblem.RevokedCode => StatusCodes.Status401Unauthorized,
        "grant-missing" or "room-locked" => StatusCodes.Status403Forbidden,
        "room-full" or "media-changed" => StatusCodes.Status409Conflict,
        // Replaced or removed between its Join and its answer.
        "not-joined" => StatusCodes.Status409Conflict,
        "sdp-too-large" => StatusCodes.Status413PayloadTooLarge,
        "sdp-unsupported" => StatusCodes.Status422UnprocessableEntity,
        "server-full" => StatusCodes.Status503ServiceUnavailable,
        "rate-limited" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };
}
