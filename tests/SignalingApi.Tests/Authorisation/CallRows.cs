namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of calls, on REST and hub.</summary>
internal sealed class CallRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("GET /api/calls", Access.User),
        new("GET /api/calls/current", Access.User),
        new("Hub StartCall", Access.User) { Body = new { userId = "1", video = true } },
        new("Hub AnswerCall", Access.User) { Body = new { callId = "1" } },
        new("Hub DeclineCall", Access.User) { Body = new { callId = "1" } },
        new("Hub CancelCall", Access.User) { Body = new { callId = "1" } },
        new("Hub EndCall", Access.User) { Body = new { callId = "1" } },
        new("Hub InviteToCall", Access.User) { Body = new { callId = "1", userIds = new[] { "1" } } },
        new("Hub CallState", Access.User) { TakesNothing = true },
        new("Hub SendCallText", Access.UserOrGuest) { Body = new { text = "hello" } },
    ];
}
