using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <inheritdoc cref="ISessionStore"/>
internal sealed class SqliteSessionStore(SqliteDatabase database) : ISessionStore
{
    private const string Columns = """
        id AS Id, user_id AS UserId, tag_key AS TagKey, token_hash AS TokenHash, previous_hash AS PreviousHash, sealed_successor AS SealedSuccessor,
        refreshed_at AS RefreshedAt, created_at AS CreatedAt, expires_at AS ExpiresAt, client AS Client, address AS Address
        """;

    public Task AddAsync(Session session, int keep) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM sessions WHERE expires_at <= @CreatedAt", session);
        connection.Execute(
            """
            INSERT INTO sessions (id, user_id, tag_key, token_hash, refreshed_at, created_at, expires_at, client, address)
            VALUES (@Id, @UserId, @TagKey, @TokenHash, @RefreshedAt, @CreatedAt, @ExpiresAt, @Client, @Address)
            """,
            session);
        connection.Execute(
            "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE user_id = @UserId ORDER BY refreshed_at DESC, id DESC LIMIT -1 OFFSET @keep)",
            new { session.UserId, keep });
    });

    public Task<Session?> FindAsync(Id id) => database.ReadAsync(connection => Find(connection, id));

    public Task<Session?> RotateAsync(Id id, byte[] presented, Rotation next) => database.WriteAsync(connection =>
    {
        connection.Execute(
            """
            UPDATE sessions SET previous_hash = token_hash, token_hash = @TokenHash, sealed_successor = @SealedSuccessor, refreshed_at = @At,
                expires_at = @ExpiresAt, address = @Address
            WHERE id = @id AND token_hash = @presented
            """,
            new { id, presented, next.TokenHash, next.SealedSuccessor, next.At, next.ExpiresAt, next.Address });
        return Find(connection, id);
    });

    public async Task<IReadOnlyList<Session>> ListAsync(Id user) => await database.ReadAsync(connection =>
        connection.Query<Session>($"SELECT {Columns} FROM sessions WHERE user_id = @user ORDER BY refreshed_at DESC, id DESC", new { user }).AsList());

    public Task<bool> DeleteAsync(Id user, Id id) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM sessions WHERE id = @id AND user_id = @user", new { id, user }) == 1);

    public async Task<IReadOnlyList<Id>> DeleteAllAsync(Id user, Id? except) => await database.WriteAsync(connection => connection.Query<long>(
        "DELETE FROM sessions WHERE user_id = @user AND id <> @except RETURNING id", new { user, except = except?.Value ?? 0 }).Select(static id => new Id(id)).ToList());

    public Task AddRevocationAsync(string name, long at, long forgetBefore) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM revocations WHERE at < @forgetBefore", new { forgetBefore });
        connection.Execute("INSERT INTO revocations (name, at) VALUES (@name, @at) ON CONFLICT (name) DO UPDATE SET at = excluded.at", new { name, at });
    });

    public async Task<IReadOnlyList<(string Name, long At)>> RevocationsAsync() => await database.ReadAsync(static connection =>
        connection.Query<(string Name, long At)>("SELECT name, at FROM revocations").AsList());

    private static Session? Find(SqliteConnection connection, Id id) =>
        connection.QuerySingleOrDefault<Session>($"SELECT {Columns} FROM sessions WHERE id = @id", new { id });
}
