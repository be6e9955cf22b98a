namespace Vidrn.SignalingApi.Wire;

/// <summary>Why a request was not done: a code of docs/protocol.md section 2.3 and the HTTP status that goes with it.</summary>
/// <param name="Code">Stable; clients decide by it.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">One sentence for a developer.</param>
internal sealed record Refusal(string Code, int Status, string Message)
{
    /// <summary>Told as `Retry-After`; null when waiting does not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static Refusal NotFound(string what) => new("not-found", StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static Refusal Invalid(string message) => new("validation-failed", StatusCodes.Status400BadRequest, message);

    public static Refusal Forbidden(string message) => new("forbidden", StatusCodes.Status403Forbidden, message);

    public static Refusal Conflict(string message) => new("conflict", StatusCodes.Status409Conflict, message);

    public static Refusal Throttled(string message) => new("throttled", StatusCodes.Status429TooManyRequests, message);

    /// <param name="wait">Until it may be tried again.</param>
    public static Refusal Throttled(TimeSpan wait) => Throttled("Too many attempts; wait a little.") with { RetryAfterSeconds = Seconds(wait) };

    /// <summary>Too many requests of any kind.</summary>
    public static Refusal RateLimited(TimeSpan wait) =>
        new("rate-limited", StatusCodes.Status429TooManyRequests, "Too many requests; wait a little.") { RetryAfterSeconds = Seconds(wait) };

    private static int Seconds(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 86_400);
}
