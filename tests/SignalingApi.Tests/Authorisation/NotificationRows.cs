using System.Net;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of the inbox.</summary>
internal sealed class NotificationRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("GET /api/push/key", Access.User),
        new("POST /api/push/subscriptions", Access.User),
        new("DELETE /api/push/subscriptions", Access.User),
        new("GET /api/notifications", Access.User),
        new("POST /api/notifications/read", Access.User),
        new("DELETE /api/notifications", Access.User),
        new("DELETE /api/notifications/{id}", Access.User)
        {
            Cases =
            [
                new("another user", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.AskAsync(bob);
                    var notice = (await bob.ListAsync("/api/notifications")).Single().GetProperty("id").GetString();
                    return await ada.DeleteAsync($"/api/notifications/{notice}");
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
    ];
}
