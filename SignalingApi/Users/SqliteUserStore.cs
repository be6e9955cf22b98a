using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <inheritdoc cref="IUserStore"/>
internal sealed class SqliteUserStore(SqliteDatabase database) : IUserStore
{
    private const string Columns = "id AS Id, username AS Username, name AS Name, password_hash AS PasswordHash, is_moderator AS IsModerator, created_at AS CreatedAt";

    public Task<bool> TryAddAsync(User user) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO users (id, username, name, password_hash, is_moderator, created_at)
        VALUES (@Id, @Username, @Name, @PasswordHash, @IsModerator, @CreatedAt)
        ON CONFLICT (username) DO NOTHING
        """,
        user with { Username = TextRules.Fold(user.Username) }) == 1);

    public Task<User?> FindAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<User>($"SELECT {Columns} FROM users WHERE id = @id", new { id }));

    public Task<User?> FindByUsernameAsync(string username) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<User>($"SELECT {Columns} FROM users WHERE username = @username", new { username = TextRules.Fold(username) }));

    public Task<bool> SetModeratorAsync(Id id, bool moderator) => database.WriteAsync(connection =>
        connection.Execute("UPDATE users SET is_moderator = @moderator WHERE id = @id", new { id, moderator }) == 1);
}
