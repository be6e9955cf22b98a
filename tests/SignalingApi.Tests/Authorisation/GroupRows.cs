using System.Net;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of groups: by an outsider, a member, an admin and the owner.</summary>
internal sealed class GroupRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("POST /api/groups", Access.User),
        new("POST /api/groups/join", Access.User),
        new("GET /api/groups/{id}", Access.User) { Cases = Cases(static (group, who, _) => who.GetAsync($"/api/groups/{group}"), member: null) },
        new("PATCH /api/groups/{id}", Access.User)
        {
            Cases = Cases(static (group, who, _) => who.PatchAsync($"/api/groups/{group}", new { name = "Another" }), member: "forbidden", admin: null),
        },
        new("DELETE /api/groups/{id}", Access.User)
        {
            Cases = Cases(static (group, who, _) => who.DeleteAsync($"/api/groups/{group}"), member: "forbidden", admin: "forbidden", done: HttpStatusCode.NoContent),
        },
        new("POST /api/groups/{id}/leave", Access.User)
        {
            Cases = Cases(static (group, who, _) => who.PostAsync($"/api/groups/{group}/leave", new { }), member: null, done: HttpStatusCode.NoContent),
        },
        new("PUT /api/groups/{id}/members/{userId}", Access.User)
        {
            Body = new { role = "member" },
            Cases = Cases(static (group, who, target) => who.PutAsync($"/api/groups/{group}/members/{target}", new { role = "admin" }), member: "forbidden", admin: "forbidden"),
        },
        new("DELETE /api/groups/{id}/members/{userId}", Access.User)
        {
            Cases = Cases(static (group, who, target) => who.DeleteAsync($"/api/groups/{group}/members/{target}"), member: "forbidden", admin: null),
        },
        new("GET /api/groups/{id}/picture", Access.User),
        new("PUT /api/groups/{id}/picture", Access.User)
        {
            Cases = Cases(static (group, who, _) => who.PutAsync($"/api/groups/{group}/picture", new ByteArrayContent(Talk.Png)), member: "forbidden", admin: null),
        },
        new("DELETE /api/groups/{id}/picture", Access.User)
        {
            Cases = Cases(static (group, who, _) => who.DeleteAsync($"/api/groups/{group}/picture"), member: "forbidden", admin: null),
        },
    ];

    /// <param name="act">With the group, who acts, and a plain member it is done to.</param>
    /// <param name="member">The code a plain member gets; null when they may.</param>
    /// <param name="admin">The code an admin gets.</param>
    /// <param name="done">What who may gets.</param>
    private static IReadOnlyList<MatrixCase> Cases(
        Func<string, ApiClient, string, Task<ApiReply>> act, string? member, string? admin = null, HttpStatusCode done = HttpStatusCode.OK) =>
    [
        Case("an outsider", act, "outsider", HttpStatusCode.NotFound, "not-found"),
        Case("a member", act, "member", member is null ? done : HttpStatusCode.Forbidden, member),
        Case("an admin", act, "admin", admin is null ? done : HttpStatusCode.Forbidden, admin),
        Case("the owner", act, "owner", done, null),
    ];

    private static MatrixCase Case(string who, Func<string, ApiClient, string, Task<ApiReply>> act, string role, HttpStatusCode status, string? code) => new(who, async server =>
    {
        using var person = await server.SignUpAsync();
        var ids = server.Service<IdSource>();
        var (me, founder, target) = (Id.Parse(person.UserId, null), ids.Next(), ids.Next());
        var group = new Group { Id = ids.Next(), Name = "Readers", Code = $"code-{founder}", CreatedAt = 1 };
        var groups = server.Service<IGroupStore>();
        await groups.CreateAsync(group, founder, role == "outsider" ? [target] : [target, me], Note("created"));
        if (role is "admin" or "owner")
        {
            await groups.SetRoleAsync(group.Id, founder, me, role == "admin" ? MemberRole.Admin : MemberRole.Owner, Note("role"));
        }

        return await act(group.Id.ToString(), person, target.ToString());

        NewMessage Note(string @event) => NewMessage.Note(ids.Next(), group.Id, founder, new SystemNote(@event, null, ""), 1);
    }, status, code);
}
