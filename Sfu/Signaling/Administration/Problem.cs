using Microsoft.AspNetCore.Http;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>Problem details (RFC 9457) with a code of docs/protocol.md section 1.5.</summary>
internal static class Problem
{
    public static IResult Of(int status, string code, string title) =>
        Results.Problem(statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult Argument(string title) => Of(StatusCodes.Status400BadRequest, "argument-invalid", title);

    public static IResult RoomNotFound() => Of(StatusCodes.Status404NotFound, "room-not-found", "There is no such room.");

    public static IResult ParticipantNotFound() => Of(StatusCodes.Status404NotFound, "participant-not-found", "There is no such participant in this room.");
}
