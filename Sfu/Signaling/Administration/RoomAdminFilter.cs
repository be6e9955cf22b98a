using Microsoft.AspNetCore.Http;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>Lets in who holds a room token with the admin grant of the room that the path names; without one in the path, of any.</summary>
internal sealed class RoomAdminFilter(RoomTokenVerifier verifier, SessionDirectory directory) : IEndpointFilter
{
    private static readonly object RoomKey = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Of(StatusCodes.Status401Unauthorized, TokenProblem.InvalidCode, "There is no room token.");
        }

        if (!verifier.TryVerify(header["Bearer ".Length..], out var token, out var problem))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Problem.Of(StatusCodes.Status401Unauthorized, problem.Code, problem.Message);
        }

        var room = http.Request.RouteValues.TryGetValue("room", out var named) ? named as string : token.Room;
        if (room != token.Room || !directory.IsAdmin(token))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "grant-missing", "The token does not hold the admin grant of this room.");
        }

        http.Items[RoomKey] = token.Room;
        return await next(context);
    }

    /// <summary>The room of the token that was let in.</summary>
    public static string RoomOf(HttpContext context) => (string)context.Items[RoomKey]!;
}
