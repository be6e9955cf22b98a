using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <inheritdoc cref="IUserStore"/>
internal sealed class SqliteUserStore(SqliteDatabase database) : IUserStore
{
    private const string Columns = """
        u.id AS Id, u.username AS Username, u.name AS Name, u.password_hash AS PasswordHash, u.is_moderator AS IsModerator, u.bio AS Bio,
        u.location AS Location, u.native AS Native, u.learning AS Learning, u.theme AS Theme, u.locale AS Locale,
        u.picture_version AS PictureVersion, u.created_at AS CreatedAt
        """;

    public Task<bool> TryAddAsync(User user) => database.WriteAsync(connection =>
    {
        var added = connection.Execute(
            """
            INSERT INTO users (id, username, name, folded_name, password_hash, is_moderator, bio, location, native, learning, theme, locale, created_at)
            VALUES (@Id, @Username, @Name, @FoldedName, @PasswordHash, @IsModerator, @Bio, @Location, @Native, @Learning, @Theme, @Locale, @CreatedAt)
            ON CONFLICT (username) DO NOTHING
            """,
            Row(user)) == 1;
        if (added)
        {
            WriteLanguages(connection, user);
        }

        return added;
    });

    public Task<User?> FindAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<User>($"SELECT {Columns} FROM users u WHERE u.id = @id", new { id }));

    public async Task<IReadOnlyList<User>> FindAllAsync(IReadOnlyCollection<Id> ids) => await database.ReadAsync(connection =>
    {
        var found = new List<User>(ids.Count);
        foreach (var some in ids.Distinct().Chunk(500))
        {
            found.AddRange(connection.Query<User>($"SELECT {Columns} FROM users u WHERE u.id IN @some", new { some = some.Select(static id => id.Value) }));
        }

        return found;
    });

    public Task<User?> FindByUsernameAsync(string username) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<User>($"SELECT {Columns} FROM users u WHERE u.username = @username", new { username = TextRules.Fold(username) }));

    public Task<bool> SetProfileAsync(User user) => database.WriteAsync(connection =>
    {
        var found = connection.Execute(
            """
            UPDATE users SET name = @Name, folded_name = @FoldedName, bio = @Bio, location = @Location, native = @Native, learning = @Learning,
                theme = @Theme, locale = @Locale
            WHERE id = @Id
            """,
            Row(user)) == 1;
        if (found)
        {
            WriteLanguages(connection, user);
        }

        return found;
    });

    public Task<bool> SetPasswordAsync(Id id, string passwordHash) => database.WriteAsync(connection =>
        connection.Execute("UPDATE users SET password_hash = @passwordHash WHERE id = @id", new { id, passwordHash }) == 1);

    public Task<bool> SetModeratorAsync(Id id, bool moderator) => database.WriteAsync(connection =>
        connection.Execute("UPDATE users SET is_moderator = @moderator WHERE id = @id", new { id, moderator }) == 1);

    public async Task<IReadOnlyList<User>> ModeratorsAsync() => await database.ReadAsync(static connection =>
        connection.Query<User>($"SELECT {Columns} FROM users u WHERE u.is_moderator = 1 ORDER BY u.username").AsList());

    public async Task<IReadOnlyList<User>> SearchAsync(string text, int limit)
    {
        var folded = TextRules.Fold(text);
        var escaped = folded.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return await database.ReadAsync(connection => connection.Query<User>(
            $"""
            SELECT {Columns} FROM users u
            WHERE u.username LIKE @part ESCAPE '\' OR u.folded_name LIKE @part ESCAPE '\'
            ORDER BY CASE WHEN u.username = @folded THEN 0 WHEN u.folded_name = @folded THEN 1
                WHEN u.username LIKE @start ESCAPE '\' OR u.folded_name LIKE @start ESCAPE '\' THEN 2 ELSE 3 END, length(u.folded_name), u.id
            LIMIT @limit
            """,
            new { folded, part = $"%{escaped}%", start = $"{escaped}%", limit }).AsList());
    }

    public async Task<IReadOnlyList<User>> RecommendAsync(Id id, IReadOnlyList<string> native, IReadOnlyList<string> learning, int limit) =>
        await database.ReadAsync(connection => connection.Query<User>(
            $"""
            SELECT {Columns}
            FROM (SELECT user_id, count(*) AS fits, count(DISTINCT kind) AS sides FROM user_languages
                WHERE (kind = 0 AND language IN @learning) OR (kind = 1 AND language IN @native)
                GROUP BY user_id) m
            JOIN users u ON u.id = m.user_id
            WHERE u.id <> @id
            ORDER BY m.sides DESC, m.fits DESC, u.id DESC
            LIMIT @limit
            """,
            new { id, native, learning, limit }).AsList());

    public Task<int?> SetPictureAsync(Id id, Picture? picture) => database.WriteAsync(connection =>
    {
        var version = connection.QuerySingleOrDefault<int?>(
            "UPDATE users SET picture_count = picture_count + 1, picture_version = CASE WHEN @has THEN picture_count + 1 ELSE 0 END WHERE id = @id RETURNING picture_version",
            new { id, has = picture is not null });
        connection.Execute("DELETE FROM user_pictures WHERE user_id = @id", new { id });
        if (version is not null && picture is not null)
        {
            connection.Execute("INSERT INTO user_pictures (user_id, type, bytes) VALUES (@id, @Type, @Bytes)", new { id, picture.Type, picture.Bytes });
        }

        return version;
    });

    public Task<Picture?> FindPictureAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Picture>("SELECT type AS Type, bytes AS Bytes FROM user_pictures WHERE user_id = @id", new { id }));

    public Task DeleteAsync(Id id) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM user_languages WHERE user_id = @id; DELETE FROM user_pictures WHERE user_id = @id; DELETE FROM users WHERE id = @id", new { id });
    });

    private static object Row(User user) => new
    {
        user.Id,
        Username = TextRules.Fold(user.Username),
        user.Name,
        FoldedName = TextRules.Fold(user.Name),
        user.PasswordHash,
        user.IsModerator,
        user.Bio,
        user.Location,
        user.Native,
        user.Learning,
        user.Theme,
        user.Locale,
        user.CreatedAt,
    };

    /// <summary>The index by which people find each other.</summary>
    private static void WriteLanguages(SqliteConnection connection, User user)
    {
        connection.Execute("DELETE FROM user_languages WHERE user_id = @Id", new { user.Id });
        var rows = user.NativeList.Select(tag => (Kind: 0, Tag: tag)).Concat(user.LearningList.Select(tag => (Kind: 1, Tag: tag)));
        connection.Execute("INSERT INTO user_languages (user_id, kind, language) VALUES (@Id, @Kind, @Tag)", rows.Select(row => new { user.Id, row.Kind, row.Tag }));
    }
}
