using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <inheritdoc cref="IMessageHistory"/>
internal sealed class SqliteMessageHistory(SqliteDatabase database) : IMessageHistory
{
    private const string Columns = SqliteMessageRows.Columns;

    public Task<Message?> FindAsync(Id id) => database.ReadAsync(connection => SqliteMessageRows.Find(connection, id));

    public Task<MessageBundle> AfterAsync(Id conversation, long after, int limit) => QueryAsync(
        $"SELECT {Columns} FROM messages WHERE conversation_id = @conversation AND seq > @after ORDER BY seq LIMIT @limit", new { conversation, after, limit });

    public async Task<MessageBundle> BeforeAsync(Id conversation, long before, long floor, int limit)
    {
        var bundle = await QueryAsync(
            $"SELECT {Columns} FROM messages WHERE conversation_id = @conversation AND seq < @before AND seq > @floor ORDER BY seq DESC LIMIT @limit",
            new { conversation, before, floor, limit });
        return bundle with { Messages = [.. bundle.Messages.Reverse()] };
    }

    public Task<MessageBundle> ChangedAsync(Id conversation, long version, long floor, int limit) => QueryAsync(
        $"SELECT {Columns} FROM messages WHERE conversation_id = @conversation AND version > @version AND seq > @floor ORDER BY version LIMIT @limit",
        new { conversation, version, floor, limit });

    public Task<FoundMessages> SearchAsync(Id conversation, string folded, long before, long floor, int limit) => database.ReadAsync(connection =>
    {
        var last = connection.ExecuteScalar<long?>("SELECT last_seq FROM conversations WHERE id = @conversation", new { conversation }) ?? 0;
        var top = Math.Min(before, last + 1);
        var bottom = Math.Max(floor, top - 1 - ChatLimits.MaxSearched);
        var found = connection.Query<Message>(
            $"""
            SELECT {Columns} FROM messages
            WHERE conversation_id = @conversation AND seq < @top AND seq > @bottom AND deleted_at IS NULL AND kind = 1 AND instr(folded, @folded) > 0
            ORDER BY seq DESC LIMIT @limit
            """,
            new { conversation, top, bottom, folded, limit }).AsList();
        var next = found.Count == limit ? found[^1].Seq : bottom > floor ? bottom + 1 : (long?)null;
        return new FoundMessages(SqliteMessageRows.Bundle(connection, found), next);
    });

    public Task<MessageBundle> LastAsync(IReadOnlyCollection<Id> conversations) => QueryAsync(
        $"""
        SELECT {Columns} FROM messages m
        WHERE (m.conversation_id, m.seq) IN (SELECT c.id, c.last_seq FROM conversations c WHERE c.id IN @ids)
        """,
        new { ids = conversations.Select(static id => id.Value).ToList() });

    public async Task<IReadOnlyList<Message>> WrittenByAsync(Id user, Id after, int limit) => await database.ReadAsync(connection => connection.Query<Message>(
        $"SELECT {Columns} FROM messages WHERE sender_id = @user AND kind = 1 AND id > @after ORDER BY id LIMIT @limit", new { user, after, limit }).AsList());

    public async Task<IReadOnlyList<Reaction>> ReactionsByAsync(Id user) => await database.ReadAsync(connection => connection.Query<Reaction>(
        "SELECT message_id AS MessageId, emoji AS Emoji, user_id AS UserId, at AS At FROM message_reactions WHERE user_id = @user ORDER BY message_id", new { user }).AsList());

    private Task<MessageBundle> QueryAsync(string sql, object parameters) => database.ReadAsync(connection =>
        SqliteMessageRows.Bundle(connection, connection.Query<Message>(sql, parameters).AsList()));
}
