using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <inheritdoc cref="IAttachmentStore"/>
internal sealed class SqliteAttachmentStore(SqliteDatabase database) : IAttachmentStore
{
    private const string Columns = SqliteMessageRows.AttachmentColumns;

    public Task<bool> TryBeginAsync(Attachment attachment) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO attachments (id, conversation_id, uploader_id, state, blob_key, name, type, size, created_at)
        SELECT @Id, @ConversationId, @UploaderId, 0, @BlobKey, @Name, @Type, 0, @CreatedAt
        WHERE EXISTS (SELECT 1 FROM conversation_members WHERE conversation_id = @ConversationId AND user_id = @UploaderId)
        AND (SELECT count(*) FROM attachments WHERE uploader_id = @UploaderId AND state IN (0, 1)) < @max
        """,
        new
        {
            attachment.Id,
            attachment.ConversationId,
            attachment.UploaderId,
            attachment.BlobKey,
            attachment.Name,
            attachment.Type,
            attachment.CreatedAt,
            max = ChatLimits.MaxWaitingAttachments,
        }) == 1);

    public Task<bool> CompleteAsync(Id id, long size, int? width, int? height) => database.WriteAsync(connection => connection.Execute(
        "UPDATE attachments SET state = 1, size = @size, width = @width, height = @height WHERE id = @id AND state = 0", new { id, size, width, height }) == 1);

    public Task<Attachment?> FindAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Attachment>($"SELECT {Columns} FROM attachments WHERE id = @id", new { id }));

    public Task DoomAsync(Id id) => database.WriteAsync(connection =>
        connection.Execute("UPDATE attachments SET state = 3 WHERE id = @id AND state <> 2", new { id }));

    public async Task<IReadOnlyList<Attachment>> SweepAsync(long begunBefore, int limit) => await database.WriteAsync(connection =>
    {
        connection.Execute("UPDATE attachments SET state = 3 WHERE state IN (0, 1) AND created_at < @begunBefore", new { begunBefore });
        return connection.Query<Attachment>($"SELECT {Columns} FROM attachments WHERE state = 3 LIMIT @limit", new { limit }).AsList();
    });

    public Task ForgetAsync(IReadOnlyCollection<Id> ids) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM attachments WHERE id IN @ids AND state = 3", new { ids = ids.Select(static id => id.Value).ToList() }));

    public async Task<IReadOnlyList<Attachment>> UploadedByAsync(Id user) => await database.ReadAsync(connection =>
        connection.Query<Attachment>($"SELECT {Columns} FROM attachments WHERE uploader_id = @user AND state IN (1, 2) ORDER BY id", new { user }).AsList());

    public Task DoomOfAsync(Id user) => database.WriteAsync(connection =>
        connection.Execute("UPDATE attachments SET state = 3, message_id = NULL WHERE uploader_id = @user", new { user }));
}
