using System.Net;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of reports, bans and appeals.</summary>
internal sealed class ModerationRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("POST /api/reports", Access.UserOrGuest),
        new("POST /api/appeals", Access.User),
        new("GET /api/moderation/reports", Access.Moderator)
        {
            Cases =
            [
                new("who was a moderator a moment ago", static async server =>
                {
                    using var ada = await server.ModeratorAsync();
                    (await ada.GetAsync("/api/moderation/reports")).Must();
                    await server.Service<Vidrn.SignalingApi.Users.IUserStore>().SetModeratorAsync(Vidrn.SignalingApi.Wire.Id.Parse(ada.UserId, null), moderator: false);
                    return await ada.GetAsync("/api/moderation/reports");
                }, HttpStatusCode.Forbidden, "forbidden"),
            ],
        },
        new("POST /api/moderation/reports/{id}/claim", Access.Moderator),
        new("POST /api/moderation/reports/{id}/decide", Access.Moderator),
        new("GET /api/moderation/bans", Access.Moderator),
        new("POST /api/moderation/bans", Access.Moderator),
        new("DELETE /api/moderation/bans/{id}", Access.Moderator),
        new("GET /api/moderation/appeals", Access.Moderator),
        new("POST /api/moderation/appeals/{id}/decide", Access.Moderator),
        new("GET /api/moderation/audit", Access.Moderator),
        new("GET /api/moderation/rooms", Access.Moderator),
        new("DELETE /api/moderation/rooms/{room}", Access.Moderator),
    ];
}
