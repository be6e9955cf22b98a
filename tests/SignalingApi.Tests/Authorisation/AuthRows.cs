using System.Net;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of `/api/auth` and the hub's own.</summary>
internal sealed class AuthRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("POST /api/auth/signup", Access.Anyone),
        new("POST /api/auth/login", Access.Anyone),
        new("POST /api/auth/guest", Access.Anyone),
        new("POST /api/auth/refresh", Access.Anyone) { Answers = "session-expired" },
        new("POST /api/auth/logout", Access.Anyone) { EndsSession = true },
        new("GET /api/auth/me", Access.Anyone),
        new("POST /api/auth/password", Access.User),
        new("POST /api/auth/consent", Access.UserOrGuest),
        new("GET /api/auth/sessions", Access.User),
        new("DELETE /api/auth/sessions", Access.User) { EndsSession = true },
        new("DELETE /api/auth/sessions/{id}", Access.User)
        {
            Cases =
            [
                new("another user", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    var session = (await ada.GetAsync("/api/auth/sessions")).Must().GetProperty("items")[0].GetProperty("id").GetString();
                    return await bob.DeleteAsync($"/api/auth/sessions/{session}");
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
        new("Hub Hello", Access.UserOrGuest) { TakesNothing = true },
    ];
}
