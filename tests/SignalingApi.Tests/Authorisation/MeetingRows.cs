using System.Net;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of `/api/media`, `/api/meetings` and the hub's methods for meetings.</summary>
internal sealed class MeetingRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("POST /api/media/token", Access.UserOrGuest)
        {
            Body = new { roomId = "m1" },
            Cases =
            [
                new("somebody who has not joined", static server => AskAsync(server, "{}", static async (server, other, code) =>
                {
                    var id = (await server.Service<SignalingApi.Meetings.IMeetingStore>().FindAsync(code))!.Room;
                    return await other.PostAsync("/api/media/token", new { roomId = id });
                }), HttpStatusCode.NotFound, "not-found"),
            ],
        },
        new("GET /api/media/ice-servers", Access.UserOrGuest),
        new("POST /api/meetings", Access.User),
        new("GET /api/meetings", Access.User),
        new("GET /api/meetings/{code}", Access.Anyone),
        new("PATCH /api/meetings/{code}", Access.User) { Cases = [OfOther(static (other, code) => other.PatchAsync($"/api/meetings/{code}", new { title = "Mine" }))] },
        new("DELETE /api/meetings/{code}", Access.User) { Cases = [OfOther(static (other, code) => other.DeleteAsync($"/api/meetings/{code}"))] },
        new("POST /api/meetings/{code}/cancel", Access.User) { Cases = [OfOther(static (other, code) => other.PostAsync($"/api/meetings/{code}/cancel"))] },
        new("POST /api/meetings/{code}/invite", Access.User)
        {
            Body = new { userIds = new[] { "1" } },
            Cases = [OfOther(static (other, code) => other.PostAsync($"/api/meetings/{code}/invite", new { userIds = new[] { "1" } }))],
        },
        new("POST /api/meetings/{code}/join", Access.UserOrGuest)
        {
            Cases =
            [
                new("a guest where there are none", static async server =>
                {
                    using var host = await server.SignUpAsync();
                    using var guest = await server.GuestAsync();
                    var code = (await host.PostAsync("/api/meetings", new { guests = false })).Must().GetProperty("code").GetString();
                    return await guest.PostAsync($"/api/meetings/{code}/join", new { });
                }, HttpStatusCode.Forbidden, "guests-refused"),
                new("somebody not invited", static server => AskAsync(server, """{"membersOnly":true}""", static (_, other, code) =>
                    other.PostAsync($"/api/meetings/{code}/join", new { })), HttpStatusCode.Forbidden, "members-only"),
            ],
        },
        new("GET /api/meetings/{code}/live", Access.UserOrGuest) { Cases = [OfOutsider("live")] },
        new("GET /api/meetings/{code}/messages", Access.UserOrGuest) { Cases = [OfOutsider("messages")] },
        new("GET /api/meetings/{code}/participants", Access.UserOrGuest) { Cases = [OfOutsider("participants")] },
        new("Hub Knock", Access.UserOrGuest),
        new("Hub Admit", Access.UserOrGuest),
        new("Hub Deny", Access.UserOrGuest),
        new("Hub Moderate", Access.UserOrGuest),
        new("Hub Unmute", Access.UserOrGuest),
        new("Hub RaiseHand", Access.UserOrGuest),
        new("Hub SendReaction", Access.UserOrGuest),
        new("Hub SendMeetingMessage", Access.UserOrGuest),
        new("Hub GetMeeting", Access.UserOrGuest),
    ];

    private static MatrixCase OfOther(Func<ApiClient, string, Task<ApiReply>> act) =>
        new("another user", server => AskAsync(server, "{}", (_, other, code) => act(other, code)), HttpStatusCode.Forbidden, "forbidden");

    private static MatrixCase OfOutsider(string what) =>
        new("an outsider", server => AskAsync(server, "{}", (_, other, code) => other.GetAsync($"/api/meetings/{code}/{what}")), HttpStatusCode.Forbidden, "not-member");

    private static async Task<ApiReply> AskAsync(ApiServer server, string meeting, Func<ApiServer, ApiClient, string, Task<ApiReply>> act)
    {
        using var host = await server.SignUpAsync();
        using var other = await server.SignUpAsync();
        using var body = new StringContent(meeting, System.Text.Encoding.UTF8, "application/json");
        var code = (await host.PostAsync("/api/meetings", body)).Must().GetProperty("code").GetString()!;
        return await act(server, other, code);
    }
}
