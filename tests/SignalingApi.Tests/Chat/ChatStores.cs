using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>The stores of chat and groups over one database, and the shortest way to put something into them.</summary>
internal sealed class ChatStores(
    IConversationStore conversations, IMessageStore messages, IMessageHistory history, IAttachmentStore attachments, IGroupStore groups, Action close) : IDisposable
{
    private long lastId = 1_000;

    public IConversationStore Conversations => conversations;

    public IMessageStore Messages => messages;

    public IMessageHistory History => history;

    public IAttachmentStore Attachments => attachments;

    public IGroupStore Groups => groups;

    public static ChatStores OnSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("vidrn-chat-").FullName;
        var path = Path.Combine(folder, "chat.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        var database = new SqliteDatabase(path);
        return new ChatStores(
            new SqliteConversationStore(database), new SqliteMessageStore(database), new SqliteMessageHistory(database),
            new SqliteAttachmentStore(database), new SqliteGroupStore(database), () =>
            {
                database.Dispose();
                Directory.Delete(folder, recursive: true);
            });
    }

    public Id NewId() => new(Interlocked.Increment(ref lastId));

    public async Task<Id> DirectAsync(Id one, Id other) => (await conversations.OpenDirectAsync(NewId(), one, other, 10)).Id;

    public NewMessage Text(Id conversation, Id sender, string text, string? clientId = null, Id? replyTo = null, params Id[] attachments)
    {
        var id = NewId();
        return new NewMessage
        {
            Id = id,
            ConversationId = conversation,
            SenderId = sender,
            ClientMessageId = clientId ?? $"c{id}",
            Text = text,
            ReplyTo = replyTo,
            AttachmentIds = attachments,
            SentAt = id.Value,
        };
    }

    public async Task<Message> SayAsync(Id conversation, Id sender, string text, Id? replyTo = null) =>
        (await messages.SendAsync(Text(conversation, sender, text, replyTo: replyTo))).Message;

    public NewMessage Note(Id group, Id actor, string @event) => NewMessage.Note(NewId(), group, actor, new SystemNote(@event, actor, ""), 20);

    public async Task<Id> GroupAsync(Id owner, params Id[] members)
    {
        var group = new Group { Id = NewId(), Name = "Readers", Code = $"code{lastId}", CreatedAt = 10 };
        Assert.Equal(GroupFate.Written, (await groups.CreateAsync(group, owner, members, Note(group.Id, owner, "created"))).Fate);
        return group.Id;
    }

    public async Task<Id> UploadAsync(Id conversation, Id uploader, long at = 10)
    {
        var attachment = new Attachment
        {
            Id = NewId(), ConversationId = conversation, UploaderId = uploader, BlobKey = $"key{lastId}", Name = "a.png", Type = "image/png", CreatedAt = at,
        };
        Assert.True(await attachments.TryBeginAsync(attachment));
        Assert.True(await attachments.CompleteAsync(attachment.Id, 7, 3, 4));
        return attachment.Id;
    }

    public void Dispose() => close();
}
