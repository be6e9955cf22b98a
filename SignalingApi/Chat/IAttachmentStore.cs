using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>What is known of attachments; their bytes are blobs.</summary>
internal interface IAttachmentStore
{
    /// <summary>
    /// Notes one that arrives. False when the uploader is not in the conversation, or has <see cref="ChatLimits.MaxWaitingAttachments"/>
    /// that were not sent.
    /// </summary>
    Task<bool> TryBeginAsync(Attachment attachment);

    /// <summary>Its bytes are stored; false when it was swept meanwhile.</summary>
    Task<bool> CompleteAsync(Id id, long size, int? width, int? height);

    Task<Attachment?> FindAsync(Id id);

    /// <summary>Marks one to be removed, unless it was sent.</summary>
    Task DoomAsync(Id id);

    /// <summary>Those to be removed: doomed ones, and those begun before a time and never sent, which are doomed by it.</summary>
    Task<IReadOnlyList<Attachment>> SweepAsync(long begunBefore, int limit);

    /// <summary>Forgets those whose blobs are gone.</summary>
    Task ForgetAsync(IReadOnlyCollection<Id> ids);

    /// <summary>What somebody uploaded, rising by id.</summary>
    Task<IReadOnlyList<Attachment>> UploadedByAsync(Id user);

    /// <summary>Dooms all that somebody uploaded.</summary>
    Task DoomOfAsync(Id user);
}
