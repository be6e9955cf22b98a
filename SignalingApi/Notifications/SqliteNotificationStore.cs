using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <inheritdoc cref="INotificationStore"/>
internal sealed class SqliteNotificationStore(SqliteDatabase database) : INotificationStore
{
    private const string Columns =
        "id AS Id, user_id AS User, kind AS Kind, topic AS Topic, actor_id AS Actor, text AS Text, target AS Target, count AS Count, is_read AS IsRead, at AS At";

    public Task<AddedNotice?> AddAsync(StoredNotice notice, int keep) => database.WriteAsync(connection =>
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM users WHERE id = @User)", notice))
        {
            return null;
        }

        var replaced = notice.Topic.Length == 0 ? null : connection.QuerySingleOrDefault<StoredNotice>(
            $"DELETE FROM notifications WHERE user_id = @User AND topic = @Topic AND is_read = 0 RETURNING {Columns}", notice);
        var added = notice with { Count = (replaced?.Count ?? 0) + 1 };
        connection.Execute(
            """
            INSERT INTO notifications (id, user_id, kind, topic, actor_id, text, target, count, at)
            VALUES (@Id, @User, @Kind, @Topic, @Actor, @Text, @Target, @Count, @At)
            """,
            added);
        connection.Execute(
            "DELETE FROM notifications WHERE user_id = @User AND id <= (SELECT id FROM notifications WHERE user_id = @User ORDER BY id DESC LIMIT 1 OFFSET @keep)",
            new { added.User, keep });
        return new AddedNotice(added, replaced?.Id, Unread(connection, added.User));
    });

    public async Task<IReadOnlyList<StoredNotice>> ListAsync(Id user, Id? before, int limit) => await database.ReadAsync(connection => connection.Query<StoredNotice>(
        $"SELECT {Columns} FROM notifications WHERE user_id = @user AND id < @before ORDER BY id DESC LIMIT @limit",
        new { user, before = before?.Value ?? long.MaxValue, limit }).AsList());

    public Task<int> UnreadAsync(Id user) => database.ReadAsync(connection => Unread(connection, user));

    public Task<int> MarkReadAsync(Id user, Id upTo) => database.WriteAsync(connection =>
    {
        connection.Execute("UPDATE notifications SET is_read = 1 WHERE user_id = @user AND is_read = 0 AND id <= @upTo", new { user, upTo });
        return Unread(connection, user);
    });

    public Task<int?> MarkTopicReadAsync(Id user, string topic) => ChangeAsync(
        "UPDATE notifications SET is_read = 1 WHERE user_id = @user AND topic = @topic AND is_read = 0", user, new { user, topic });

    public Task<int?> DeleteAsync(Id user, Id notice) => ChangeAsync("DELETE FROM notifications WHERE user_id = @user AND id = @notice", user, new { user, notice });

    public Task<int?> DeleteTopicAsync(Id user, string topic) => ChangeAsync(
        "DELETE FROM notifications WHERE user_id = @user AND topic = @topic AND topic <> ''", user, new { user, topic });

    public Task ClearAsync(Id user) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM notifications WHERE user_id = @user", new { user }));

    public Task DeleteAllAsync(Id user) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM notifications WHERE user_id = @user OR actor_id = @user", new { user }));

    private Task<int?> ChangeAsync(string sql, Id user, object values) => database.WriteAsync<int?>(connection =>
        connection.Execute(sql, values) == 0 ? null : Unread(connection, user));

    private static int Unread(SqliteConnection connection, Id user) =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM notifications WHERE user_id = @user AND is_read = 0", new { user });
}
