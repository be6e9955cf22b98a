namespace Vidrn.SignalingApi.Wire;

/// <summary>Problem details (RFC 9457) with a stable `code`.</summary>
internal static class Problems
{
    public static IResult Of(Refusal refusal) => Results.Problem(
        statusCode: refusal.Status,
        title: refusal.Message,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
