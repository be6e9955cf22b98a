using System.Text.Json;
using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <inheritdoc cref="ILastSeenStore"/>
internal sealed class SqliteLastSeenStore(SqliteDatabase database) : ILastSeenStore
{
    public Task SetAsync(IReadOnlyCollection<(Id User, long At)> times) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO last_seen (user_id, at) SELECT @user, @at WHERE EXISTS (SELECT 1 FROM users WHERE id = @user)
        ON CONFLICT (user_id) DO UPDATE SET at = max(at, excluded.at)
        """,
        times.Select(static time => new { user = time.User, at = time.At })));

    public async Task<IReadOnlyDictionary<Id, long>> GetAsync(IReadOnlyCollection<Id> users)
    {
        // One parameter, however many they are.
        var ids = JsonSerializer.Serialize(users.Select(static user => user.Value));
        return await database.ReadAsync(connection => connection.Query<Row>(
            "SELECT user_id AS User, at AS At FROM last_seen WHERE user_id IN (SELECT value FROM json_each(@ids))", new { ids })
            .ToDictionary(static row => row.User, static row => row.At));
    }

    public Task DeleteAsync(Id user) => database.WriteAsync(connection => connection.Execute("DELETE FROM last_seen WHERE user_id = @user", new { user }));

    private sealed record Row
    {
        public Id User { get; init; }

        public long At { get; init; }
    }
}
