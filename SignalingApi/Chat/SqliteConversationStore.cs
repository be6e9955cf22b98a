using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <inheritdoc cref="IConversationStore"/>
internal sealed class SqliteConversationStore(SqliteDatabase database) : IConversationStore
{
    private const string Columns =
        "id AS Id, kind AS Kind, low_user AS LowUser, high_user AS HighUser, last_seq AS LastSeq, last_version AS LastVersion, updated_at AS UpdatedAt, created_at AS CreatedAt";

    private const string MemberColumns =
        "conversation_id AS ConversationId, user_id AS UserId, role AS Role, joined_at AS JoinedAt, cleared_seq AS ClearedSeq, delivered_seq AS DeliveredSeq, read_seq AS ReadSeq";

    public Task<Conversation> OpenDirectAsync(Id id, Id one, Id other, long now)
    {
        var (low, high) = one.Value < other.Value ? (one, other) : (other, one);
        return database.WriteAsync(connection =>
        {
            var made = connection.Execute(
                """
                INSERT INTO conversations (id, kind, low_user, high_user, updated_at, created_at)
                VALUES (@id, @kind, @low, @high, @now, @now)
                ON CONFLICT (low_user, high_user) DO NOTHING
                """,
                new { id, kind = ConversationKind.Direct, low, high, now }) == 1;
            if (made)
            {
                connection.Execute(
                    "INSERT INTO conversation_members (conversation_id, user_id, role, joined_at) VALUES (@id, @low, 0, @now), (@id, @high, 0, @now)",
                    new { id, low, high, now });
            }

            return connection.QuerySingle<Conversation>($"SELECT {Columns} FROM conversations WHERE low_user = @low AND high_user = @high", new { low, high });
        });
    }

    public Task<Conversation?> FindAsync(Id conversation) => database.ReadAsync(connection => connection.QuerySingleOrDefault<Conversation>(
        $"SELECT {Columns} FROM conversations WHERE id = @conversation AND deleted_at IS NULL", new { conversation }));

    public Task<Membership?> FindMemberAsync(Id conversation, Id user) => database.ReadAsync(connection => FindMember(connection, conversation, user));

    public async Task<IReadOnlyList<Id>> MemberIdsAsync(Id conversation) => await database.ReadAsync(connection => MemberIds(connection, conversation));

    /// <summary>Within a transaction.</summary>
    public static IReadOnlyList<Id> MemberIds(SqliteConnection connection, Id conversation) => connection.Query<Id>(
        "SELECT user_id FROM conversation_members WHERE conversation_id = @conversation ORDER BY user_id", new { conversation }).AsList();

    /// <summary>Within a transaction.</summary>
    public static Membership? FindMember(SqliteConnection connection, Id conversation, Id user) => connection.QuerySingleOrDefault<Membership>(
        $"SELECT {MemberColumns} FROM conversation_members WHERE conversation_id = @conversation AND user_id = @user", new { conversation, user });

    public async Task<IReadOnlyList<Membership>> MembersAsync(Id conversation) => await database.ReadAsync(connection => Members(connection, conversation));

    /// <summary>Within a transaction.</summary>
    public static IReadOnlyList<Membership> Members(SqliteConnection connection, Id conversation) => connection.Query<Membership>(
        $"SELECT {MemberColumns} FROM conversation_members WHERE conversation_id = @conversation ORDER BY role DESC, joined_at, user_id", new { conversation }).AsList();

    public async Task<IReadOnlyList<Membership>> MembersAsync(IReadOnlyCollection<Id> conversations) => await database.ReadAsync(connection => connection.Query<Membership>(
        $"SELECT {MemberColumns} FROM conversation_members WHERE conversation_id IN @ids ORDER BY conversation_id, user_id",
        new { ids = conversations.Select(static id => id.Value).ToList() }).AsList());

    public async Task<Standing?> StandingAsync(Id conversation, Id user) => (await database.ReadAsync(connection => StandingRow.Query(
        connection, "m.conversation_id = @conversation AND m.user_id = @user AND c.deleted_at IS NULL", new { conversation, user }))).SingleOrDefault();

    public Task<IReadOnlyList<Standing>> StandingsAsync(Id conversation) => database.ReadAsync(connection => StandingRow.Query(
        connection, "m.conversation_id = @conversation AND c.deleted_at IS NULL", new { conversation }));

    public Task<IReadOnlyList<Standing>> ListAsync(Id user, ConversationCursor? before, int limit) => database.ReadAsync(connection => StandingRow.Query(
        connection,
        """
        m.user_id = @user AND c.deleted_at IS NULL AND (c.kind <> 1 OR c.last_seq > 0)
        AND (c.updated_at < @at OR (c.updated_at = @at AND c.id < @id))
        ORDER BY c.updated_at DESC, c.id DESC LIMIT @limit
        """,
        new { user, at = before?.UpdatedAt ?? long.MaxValue, id = before?.Id.Value ?? long.MaxValue, limit }));

    public Task<Membership?> MarkAsync(Id conversation, Id user, long seq, bool read) => database.WriteAsync(connection => connection.QuerySingleOrDefault<Membership>(
        $"""
        UPDATE conversation_members SET
            delivered_seq = max(delivered_seq, min(@seq, (SELECT last_seq FROM conversations WHERE id = @conversation))),
            read_seq = CASE WHEN @read THEN max(read_seq, min(@seq, (SELECT last_seq FROM conversations WHERE id = @conversation))) ELSE read_seq END
        WHERE conversation_id = @conversation AND user_id = @user
            AND (CASE WHEN @read THEN read_seq ELSE delivered_seq END) < min(@seq, (SELECT last_seq FROM conversations WHERE id = @conversation))
        RETURNING {MemberColumns}
        """,
        new { conversation, user, seq, read }));

    public Task<bool> ClearAsync(Id conversation, Id user) => database.WriteAsync(connection => connection.Execute(
        """
        UPDATE conversation_members SET (cleared_seq, delivered_seq, read_seq) = (SELECT last_seq, last_seq, last_seq FROM conversations WHERE id = @conversation)
        WHERE conversation_id = @conversation AND user_id = @user
        """,
        new { conversation, user }) == 1);

    public Task<bool> HasWrittenAsync(Id conversation, Id user) => database.ReadAsync(connection => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM messages WHERE conversation_id = @conversation AND sender_id = @user AND kind = 1)", new { conversation, user }));

    public async Task<IReadOnlyList<Membership>> MembershipsOfAsync(Id user) => await database.ReadAsync(connection => connection.Query<Membership>(
        $"SELECT {MemberColumns} FROM conversation_members WHERE user_id = @user ORDER BY conversation_id", new { user }).AsList());

    public Task LeaveDirectAsync(Id user) => database.WriteAsync(connection =>
    {
        connection.Execute(
            "DELETE FROM conversation_members WHERE user_id = @user AND conversation_id IN (SELECT id FROM conversations WHERE kind = 1 AND (low_user = @user OR high_user = @user))",
            new { user });
        connection.Execute(
            """
            UPDATE conversations SET deleted_at = updated_at WHERE kind = 1 AND (low_user = @user OR high_user = @user) AND deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM conversation_members m WHERE m.conversation_id = conversations.id)
            """,
            new { user });
    });

    public Task<bool> PurgeAsync(int limit) => database.WriteAsync(connection =>
    {
        if (connection.QueryFirstOrDefault<long?>("SELECT id FROM conversations WHERE deleted_at IS NOT NULL LIMIT 1") is not { } conversation)
        {
            return false;
        }

        var messages = connection.Query<long>("SELECT id FROM messages WHERE conversation_id = @conversation ORDER BY seq LIMIT @limit", new { conversation, limit }).AsList();
        connection.Execute("DELETE FROM message_reactions WHERE message_id IN @messages", new { messages });
        connection.Execute("DELETE FROM messages WHERE id IN @messages", new { messages });
        if (messages.Count < limit)
        {
            connection.Execute("UPDATE attachments SET state = 3 WHERE conversation_id = @conversation", new { conversation });
            connection.Execute("DELETE FROM conversation_members WHERE conversation_id = @conversation", new { conversation });
            connection.Execute("DELETE FROM conversations WHERE id = @conversation", new { conversation });
        }

        return true;
    });
}
