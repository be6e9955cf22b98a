using System.Net;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of `/api/users` and of the reports of pages.</summary>
internal sealed class UserRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("GET /api/users/me", Access.User),
        new("PUT /api/users/me", Access.User),
        new("DELETE /api/users/me", Access.User),
        new("GET /api/users/me/export", Access.User),
        new("PUT /api/users/me/picture", Access.User),
        new("DELETE /api/users/me/picture", Access.User),
        new("GET /api/users/recommended", Access.User),
        new("GET /api/users/search", Access.User),
        new("GET /api/users/{id}", Access.User)
        {
            Cases =
            [
                new("who is blocked", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    (await ada.PostAsync("/api/blocks", new { userId = bob.UserId })).Must();
                    return await bob.GetAsync($"/api/users/{ada.UserId}");
                }, HttpStatusCode.NotFound, "not-found"),
                new("who blocks", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    (await ada.PostAsync("/api/blocks", new { userId = bob.UserId })).Must();
                    return await ada.GetAsync($"/api/users/{bob.UserId}");
                }, HttpStatusCode.NotFound, "not-found"),
                new("another user", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    return await ada.GetAsync($"/api/users/{bob.UserId}");
                }, HttpStatusCode.OK),
            ],
        },
        new("GET /api/users/{id}/picture", Access.UserOrGuest),
        new("POST /api/client-errors", Access.Anyone),
    ];
}
