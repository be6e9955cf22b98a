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
        new("GET /api/users/{id}/picture", Access.UserOrGuest),
        new("POST /api/client-errors", Access.Anyone),
    ];
}
