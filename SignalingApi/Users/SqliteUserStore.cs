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

    public async Task<IReadOnlyList<User>> RecommendAsync(Id id, IReadOnlyList<string> native, IReadOnlyList<string> learning, int limit)
    {
        // Of each language the newest: a language of everybody's is not read to its end.
        const int ofEach = 2000;
        var wanted = learning.Select(static tag => (Kind: 0, Tag: tag)).Concat(native.Select(static tag => (Kind: 1, Tag: tag))).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var parameters = new DynamicParameters(new { id, limit, ofEach });
        var parts = wanted.Select((part, i) =>
        {
            parameters.Add($"tag{i}", part.Tag);
            return $"SELECT * FROM (SELECT user_id, kind FROM user_languages WHERE kind = {part.Kind} AND language = @tag{i} ORDER BY user_id DESC LIMIT @ofEach)";
        });
        var sql = $"""
            SELECT {Columns}
            FROM (SELECT user_id, count(*) AS fits, count(DISTINCT kind) AS sides FROM ({string.Join(" UNION ALL ", parts)}) GROUP BY user_id) m
            JOIN users u ON u.id = m.user_id
            WHERE u.id <> @id
            ORDER BY m.sides DESC, m.fits DESC, u.id DESC
            LIMIT @limit
            """;
        return await database.ReadAsync(connection => connection.Query<User>(sql, parameters).AsList());
    }

    public Task<(bool Found, Picture? Before)> SetPictureAsync(Id id, Picture? picture) => database.WriteAsync(connection =>
    {
        var before = FindPicture(connection, id);
        var found = connection.Execute(
            """
            UPDATE users SET picture_count = picture_count + 1, picture_version = CASE WHEN @Key IS NULL THEN 0 ELSE picture_count + 1 END,
                picture_key = @Key, picture_type = @Type
            WHERE id = @id
            """,
            new { id, picture?.Key, picture?.Type }) == 1;
        return (found, before);
    });

    public Task<Picture?> FindPictureAsync(Id id) => database.ReadAsync(connection => FindPicture(connection, id));

    public Task DeleteAsync(Id id) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM user_languages WHERE user_id = @id; DELETE FROM users WHERE id = @id", new { id });
    });

    private static Picture? FindPicture(SqliteConnection connection, Id id) => connection.QuerySingleOrDefault<Picture>(
        "SELECT picture_key AS Key, picture_type AS Type FROM users WHERE id = @id AND picture_key IS NOT NULL", new { id });

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
