using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>The statements about messages that several stores share, each within a transaction of theirs.</summary>
internal static class SqliteMessageRows
{
    public const string Columns =
        """
        id AS Id, conversation_id AS ConversationId, seq AS Seq, version AS Version, sender_id AS SenderId, client_message_id AS ClientMessageId, kind AS Kind,
        text AS Text, detail AS Detail, reply_to AS ReplyTo, sent_at AS SentAt, edited_at AS EditedAt, deleted_at AS DeletedAt
        """;

    public const string AttachmentColumns =
        """
        id AS Id, conversation_id AS ConversationId, uploader_id AS UploaderId, message_id AS MessageId, state AS State, blob_key AS BlobKey, name AS Name,
        type AS Type, size AS Size, width AS Width, height AS Height, created_at AS CreatedAt
        """;

    public static Message? Find(SqliteConnection connection, Id id) =>
        connection.QuerySingleOrDefault<Message>($"SELECT {Columns} FROM messages WHERE id = @id", new { id });

    /// <summary>Stores a message under the conversation's next number.</summary>
    public static Message Append(SqliteConnection connection, NewMessage message)
    {
        var (seq, version) = connection.QuerySingle<(long Seq, long Version)>(
            """
            UPDATE conversations SET last_seq = last_seq + 1, last_version = last_version + 1, updated_at = max(updated_at, @SentAt)
            WHERE id = @ConversationId RETURNING last_seq AS Seq, last_version AS Version
            """,
            new { message.SentAt, message.ConversationId });
        return connection.QuerySingle<Message>(
            $"""
            INSERT INTO messages (id, conversation_id, seq, version, sender_id, client_message_id, kind, text, folded, detail, reply_to, sent_at)
            VALUES (@Id, @ConversationId, @seq, @version, @SenderId, @ClientMessageId, @Kind, @Text, @folded, @Detail, @ReplyTo, @SentAt)
            RETURNING {Columns}
            """,
            new
            {
                message.Id,
                message.ConversationId,
                seq,
                version,
                message.SenderId,
                message.ClientMessageId,
                message.Kind,
                message.Text,
                folded = SearchText.Fold(message.Text),
                message.Detail,
                message.ReplyTo,
                message.SentAt,
            });
    }

    /// <summary>Gives a message the conversation's next version: it has changed.</summary>
    public static void Touch(SqliteConnection connection, Message message) => connection.Execute(
        """
        UPDATE conversations SET last_version = last_version + 1 WHERE id = @ConversationId;
        UPDATE messages SET version = (SELECT last_version FROM conversations WHERE id = @ConversationId) WHERE id = @Id
        """,
        new { message.ConversationId, message.Id });

    /// <summary>Adds what belongs to messages.</summary>
    public static MessageBundle Bundle(SqliteConnection connection, IReadOnlyList<Message> messages)
    {
        if (messages.Count == 0)
        {
            return MessageBundle.Empty;
        }

        var ids = messages.Select(static message => message.Id.Value).ToList();
        var quoted = messages.Select(static message => message.ReplyTo?.Value).OfType<long>().Distinct().ToList();
        return new MessageBundle(
            messages,
            quoted.Count == 0 ? [] : connection.Query<Message>($"SELECT {Columns} FROM messages WHERE id IN @quoted", new { quoted }).AsList(),
            connection.Query<Attachment>($"SELECT {AttachmentColumns} FROM attachments WHERE message_id IN @ids AND state = 2 ORDER BY message_id, position", new { ids }).AsList(),
            connection.Query<Reaction>(
                "SELECT message_id AS MessageId, emoji AS Emoji, user_id AS UserId, at AS At FROM message_reactions WHERE message_id IN @ids ORDER BY at, user_id", new { ids }).AsList());
    }
}
