using System.Text.Json;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>What a message is.</summary>
internal enum MessageKind
{
    Text = 1,

    /// <summary>Says that the group changed; <see cref="SystemNote"/>.</summary>
    System = 2,

    /// <summary>Says how a call went; <see cref="CallNote"/>.</summary>
    Call = 3,
}

/// <summary>A message as it is stored.</summary>
internal sealed record Message
{
    public Id Id { get; init; }

    public Id ConversationId { get; init; }

    public long Seq { get; init; }

    /// <summary>Rises with each change, over all messages of the conversation.</summary>
    public long Version { get; init; }

    public Id SenderId { get; init; }

    /// <summary>Chosen by the sender's page. Those of the server's own messages begin with a dot.</summary>
    public string ClientMessageId { get; init; } = "";

    public MessageKind Kind { get; init; }

    /// <summary>Empty when it was deleted.</summary>
    public string Text { get; init; } = "";

    /// <summary>JSON of the note of a system or call message.</summary>
    public string? Detail { get; init; }

    public Id? ReplyTo { get; init; }

    public long SentAt { get; init; }

    public long? EditedAt { get; init; }

    public long? DeletedAt { get; init; }

    public bool IsDeleted => DeletedAt is not null;
}

/// <summary>A change of a group.</summary>
/// <param name="Event">`created`, `joined`, `added`, `left`, `removed`, `renamed`, `picture`, `role`.</param>
/// <param name="Subject">Whom it concerns.</param>
/// <param name="Text">The new name or role; else empty.</param>
internal sealed record SystemNote(string Event, Id? Subject, string Text)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static SystemNote? Of(Message message) =>
        message is { Kind: MessageKind.System, Detail: { } json } ? JsonSerializer.Deserialize<SystemNote>(json, JsonSerializerOptions.Web) : null;
}

/// <summary>How a call went.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Video">It began with cameras.</param>
/// <param name="Result">`answered`, `missed`, `declined`, `cancelled`, `busy`, `failed`.</param>
/// <param name="DurationMs">From the answer to the end.</param>
internal sealed record CallNote(Id CallId, bool Video, string Result, long DurationMs)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static CallNote? Of(Message message) =>
        message is { Kind: MessageKind.Call, Detail: { } json } ? JsonSerializer.Deserialize<CallNote>(json, JsonSerializerOptions.Web) : null;
}

/// <summary>A message on its way into the store.</summary>
internal sealed record NewMessage
{
    public required Id Id { get; init; }

    public required Id ConversationId { get; init; }

    public required Id SenderId { get; init; }

    public required string ClientMessageId { get; init; }

    public MessageKind Kind { get; init; } = MessageKind.Text;

    public string Text { get; init; } = "";

    public string? Detail { get; init; }

    public Id? ReplyTo { get; init; }

    public IReadOnlyList<Id> AttachmentIds { get; init; } = [];

    public required long SentAt { get; init; }

    /// <summary>What the server itself says in a conversation.</summary>
    public static NewMessage Note(Id id, Id conversation, Id actor, SystemNote note, long now) => new()
    {
        Id = id,
        ConversationId = conversation,
        SenderId = actor,
        ClientMessageId = $".{id}",
        Kind = MessageKind.System,
        Detail = note.ToJson(),
        SentAt = now,
    };
}
