using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <inheritdoc cref="IMessageStore"/>
internal sealed class SqliteMessageStore(SqliteDatabase database) : IMessageStore
{
    public Task<MessageWritten> SendAsync(NewMessage message) => database.WriteAsync(connection =>
    {
        if (connection.QuerySingleOrDefault<Message>(
            $"SELECT {SqliteMessageRows.Columns} FROM messages WHERE sender_id = @SenderId AND client_message_id = @ClientMessageId",
            new { message.SenderId, message.ClientMessageId }) is { } first)
        {
            return first.ConversationId == message.ConversationId
                ? new MessageWritten(MessageFate.Unchanged, SqliteMessageRows.Bundle(connection, [first]), [])
                : MessageWritten.Refused(MessageFate.IdTaken);
        }

        if (FindFlaw(connection, message) is { } flaw)
        {
            return MessageWritten.Refused(flaw);
        }

        var stored = SqliteMessageRows.Append(connection, message);
        Attach(connection, message);
        connection.Execute(
            "UPDATE conversation_members SET read_seq = @Seq, delivered_seq = @Seq WHERE conversation_id = @ConversationId AND user_id = @SenderId",
            new { stored.Seq, stored.ConversationId, stored.SenderId });
        return Written(connection, stored);
    });

    public Task<MessageWritten> EditAsync(Id id, Id by, string text, long now) => ChangeAsync(id, by, (connection, message, member) =>
    {
        if (message.Kind != MessageKind.Text || message.IsDeleted)
        {
            return MessageFate.NoSuchMessage;
        }

        if (message.SenderId != by)
        {
            return MessageFate.Forbidden;
        }

        if (message.Text == text)
        {
            return MessageFate.Unchanged;
        }

        connection.Execute("UPDATE messages SET text = @text, folded = @folded, edited_at = @now WHERE id = @id", new { text, folded = SearchText.Fold(text), now, id });
        return MessageFate.Written;
    });

    public Task<MessageWritten> DeleteAsync(Id id, Id by, long now) => ChangeAsync(id, by, (connection, message, member) =>
    {
        // What the server or a call noted stays; a sender who left is a plain member.
        var sender = message.SenderId == by ? member : SqliteConversationStore.FindMember(connection, message.ConversationId, message.SenderId);
        if (message.Kind != MessageKind.Text || (message.SenderId != by && !GroupPermissions.May(GroupAct.DeleteMessage, member.Role, sender?.Role ?? MemberRole.Member)))
        {
            return MessageFate.Forbidden;
        }

        if (message.IsDeleted)
        {
            return MessageFate.Unchanged;
        }

        Erase(connection, id, now);
        return MessageFate.Written;
    });

    public Task<MessageWritten> ReactAsync(Id id, Id by, string emoji, bool on, long now) => ChangeAsync(id, by, (connection, message, member) =>
    {
        if (message.IsDeleted || message.Kind == MessageKind.System)
        {
            return MessageFate.NoSuchMessage;
        }

        if (!on)
        {
            return connection.Execute("DELETE FROM message_reactions WHERE message_id = @id AND emoji = @emoji AND user_id = @by", new { id, emoji, by }) == 1
                ? MessageFate.Written
                : MessageFate.Unchanged;
        }

        var others = connection.ExecuteScalar<int>("SELECT count(DISTINCT emoji) FROM message_reactions WHERE message_id = @id AND emoji <> @emoji", new { id, emoji });
        if (others >= ChatLimits.MaxEmoji)
        {
            return MessageFate.TooManyEmoji;
        }

        return connection.Execute(
            "INSERT INTO message_reactions (message_id, emoji, user_id, at) VALUES (@id, @emoji, @by, @now) ON CONFLICT DO NOTHING", new { id, emoji, by, now }) == 1
            ? MessageFate.Written
            : MessageFate.Unchanged;
    });

    public Task<bool> ForgetAuthorAsync(Id user, int limit, long now) => database.WriteAsync(connection =>
    {
        // Each gets a version of its own, so that whoever asks for changes page by page meets them all.
        var written = connection.Query<Message>(
            $"SELECT {SqliteMessageRows.Columns} FROM messages WHERE sender_id = @user AND deleted_at IS NULL AND kind <> 2 LIMIT @limit", new { user, limit }).AsList();
        foreach (var message in written)
        {
            Erase(connection, message.Id, now);
            SqliteMessageRows.Touch(connection, message);
        }

        var reacted = connection.Query<Message>(
            $"SELECT {SqliteMessageRows.Columns} FROM messages WHERE id IN (SELECT message_id FROM message_reactions WHERE user_id = @user LIMIT @limit)", new { user, limit }).AsList();
        foreach (var message in reacted)
        {
            connection.Execute("DELETE FROM message_reactions WHERE user_id = @user AND message_id = @Id", new { user, message.Id });
            SqliteMessageRows.Touch(connection, message);
        }

        return written.Count + reacted.Count > 0;
    });

    private static MessageFate? FindFlaw(SqliteConnection connection, NewMessage message)
    {
        if (SqliteConversationStore.FindMember(connection, message.ConversationId, message.SenderId) is not { } member)
        {
            return MessageFate.NotMember;
        }

        // An answer quotes: so only what the sender sees may be answered.
        if (message.ReplyTo is { } replyTo
            && (SqliteMessageRows.Find(connection, replyTo) is not { } quoted || quoted.ConversationId != message.ConversationId || quoted.Seq <= member.ClearedSeq))
        {
            return MessageFate.NoSuchMessage;
        }

        return message.AttachmentIds.Count > 0 && CountReady(connection, message) != message.AttachmentIds.Count ? MessageFate.NoSuchAttachment : null;
    }

    private static int CountReady(SqliteConnection connection, NewMessage message) => connection.ExecuteScalar<int>(
        "SELECT count(*) FROM attachments WHERE id IN @ids AND uploader_id = @SenderId AND conversation_id = @ConversationId AND state = 1",
        new { ids = message.AttachmentIds.Select(static id => id.Value).ToList(), message.SenderId, message.ConversationId });

    private static void Attach(SqliteConnection connection, NewMessage message)
    {
        for (var position = 0; position < message.AttachmentIds.Count; position++)
        {
            connection.Execute(
                "UPDATE attachments SET state = 2, message_id = @Id, position = @position WHERE id = @attachment",
                new { message.Id, position, attachment = message.AttachmentIds[position] });
        }
    }

    /// <summary>The message with an entry of its conversation changed, if <paramref name="by"/> is in it.</summary>
    private Task<MessageWritten> ChangeAsync(Id id, Id by, Func<SqliteConnection, Message, Membership, MessageFate> change) => database.WriteAsync(connection =>
    {
        if (SqliteMessageRows.Find(connection, id) is not { } message
            || SqliteConversationStore.FindMember(connection, message.ConversationId, by) is not { } member
            || message.Seq <= member.ClearedSeq)
        {
            return MessageWritten.Refused(MessageFate.NoSuchMessage);
        }

        var fate = change(connection, message, member);
        if (fate == MessageFate.Unchanged)
        {
            return new MessageWritten(fate, SqliteMessageRows.Bundle(connection, [message]), []);
        }

        if (fate != MessageFate.Written)
        {
            return MessageWritten.Refused(fate);
        }

        SqliteMessageRows.Touch(connection, message);
        return Written(connection, SqliteMessageRows.Find(connection, id)!);
    });

    private static MessageWritten Written(SqliteConnection connection, Message message) => new(
        MessageFate.Written,
        SqliteMessageRows.Bundle(connection, [message]),
        SqliteConversationStore.MemberIds(connection, message.ConversationId));

    private static void Erase(SqliteConnection connection, Id id, long now) => connection.Execute(
        """
        UPDATE messages SET text = '', folded = '', detail = NULL, reply_to = NULL, deleted_at = @now WHERE id = @id;
        UPDATE attachments SET state = 3, message_id = NULL WHERE message_id = @id;
        DELETE FROM message_reactions WHERE message_id = @id
        """,
        new { id, now });
}
