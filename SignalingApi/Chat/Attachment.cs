using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Where an attachment is in its life.</summary>
internal enum AttachmentState
{
    /// <summary>Noted before its bytes, so that a crash leaves no blob that nobody knows of.</summary>
    Arriving = 0,

    /// <summary>Uploaded; its message is still to come.</summary>
    Waiting = 1,

    Sent = 2,

    /// <summary>To be removed.</summary>
    Doomed = 3,
}

/// <summary>A file in a conversation, as it is stored.</summary>
internal sealed record Attachment
{
    public Id Id { get; init; }

    public Id ConversationId { get; init; }

    public Id UploaderId { get; init; }

    public Id? MessageId { get; init; }

    public AttachmentState State { get; init; }

    public string BlobKey { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Media type, by the content.</summary>
    public string Type { get; init; } = "";

    public long Size { get; init; }

    /// <summary>Of a picture, in pixels.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public long CreatedAt { get; init; }
}
