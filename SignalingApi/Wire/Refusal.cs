namespace Vidrn.SignalingApi.Wire;

/// <summary>Why a request was not done: a code of docs/protocol.md section 2.3 and the HTTP status that goes with it.</summary>
/// <param name="Code">Stable; clients decide by it.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">One sentence for a developer.</param>
internal sealed record Refusal(string Code, int Status, string Message)
{
    public static Refusal NotFound(string what) => new("not-found", StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static Refusal Invalid(string message) => new("validation-failed", StatusCodes.Status400BadRequest, message);

    public static Refusal Forbidden(string message) => new("forbidden", StatusCodes.Status403Forbidden, message);

    public static Refusal Conflict(string message) => new("conflict", StatusCodes.Status409Conflict, message);

    public static Refusal Throttled(string message) => new("throttled", StatusCodes.Status429TooManyRequests, message);
}
