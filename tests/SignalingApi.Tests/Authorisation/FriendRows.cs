using System.Net;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of friends, blocks and presence.</summary>
internal sealed class FriendRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("GET /api/friends", Access.User),
        new("DELETE /api/friends/{id}", Access.User)
        {
            Cases =
            [
                new("no friend", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    return await bob.DeleteAsync($"/api/friends/{ada.UserId}");
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
        new("GET /api/friends/requests", Access.User) { Path = "/api/friends/requests?direction=in" },
        new("POST /api/friends/requests", Access.User)
        {
            Cases =
            [
                new("a friend", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.BefriendAsync(bob);
                    return await bob.PostAsync("/api/friends/requests", new { userId = ada.UserId });
                }, HttpStatusCode.Conflict, "already-friends"),
                new("who has asked", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.AskAsync(bob);
                    return await ada.PostAsync("/api/friends/requests", new { userId = bob.UserId });
                }, HttpStatusCode.Conflict, "request-exists"),
                new("the blocked", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.PostAsync("/api/blocks", new { userId = bob.UserId });
                    return await bob.PostAsync("/api/friends/requests", new { userId = ada.UserId });
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
        Answer("accept", asker: HttpStatusCode.NotFound),
        Answer("decline", asker: HttpStatusCode.NotFound),
        Answer("cancel", asker: HttpStatusCode.NoContent),
        new("GET /api/blocks", Access.User),
        new("POST /api/blocks", Access.User),
        new("DELETE /api/blocks/{id}", Access.User)
        {
            Cases =
            [
                new("the blocked", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.PostAsync("/api/blocks", new { userId = bob.UserId });
                    return await bob.DeleteAsync($"/api/blocks/{bob.UserId}");
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
        new("GET /api/presence", Access.User) { Path = "/api/presence?ids=1" },
    ];

    /// <summary>Of a request, by who sent it and by a third.</summary>
    private static MatrixRow Answer(string act, HttpStatusCode asker) => new($"POST /api/friends/requests/{{id}}/{act}", Access.User)
    {
        Cases =
        [
            new("the asker", async server =>
            {
                using var ada = await server.SignUpAsync();
                using var bob = await server.SignUpAsync();
                return await ada.PostAsync($"/api/friends/requests/{await ada.AskAsync(bob)}/{act}", new { });
            }, asker, asker == HttpStatusCode.NotFound ? "not-found" : null),
            new("another user", async server =>
            {
                using var ada = await server.SignUpAsync();
                using var bob = await server.SignUpAsync();
                using var eve = await server.SignUpAsync();
                return await eve.PostAsync($"/api/friends/requests/{await ada.AskAsync(bob)}/{act}", new { });
            }, HttpStatusCode.NotFound, "not-found"),
        ],
    };
}
