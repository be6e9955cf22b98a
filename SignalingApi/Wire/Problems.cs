using System.Globalization;

namespace Vidrn.SignalingApi.Wire;

/// <summary>Problem details (RFC 9457) with a stable `code`.</summary>
internal static class Problems
{
    public static IResult Of(Refusal refusal) => new Problem(refusal);

    private sealed class Problem(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (refusal.RetryAfterSeconds is { } seconds)
            {
                httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return Results.Problem(
                statusCode: refusal.Status,
                title: refusal.Message,
                extensions: new Dictionary<string, object?> { ["code"] = refusal.Code }).ExecuteAsync(httpContext);
        }
    }
}
