using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Files in conversations: uploaded first, then sent with a message, and read by its members.</summary>
internal sealed class AttachmentService(
    IConversationStore conversations, IMessageHistory history, IAttachmentStore attachments, IBlobStore blobs, Contacts contacts, IdSource ids, TimeProvider clock)
{
    /// <summary>Uploads that may come at once.</summary>
    private const int Burst = 20;

    private static readonly Refusal NoAttachment = Refusal.NotFound("attachment");

    private static readonly Refusal Refused = new(
        "attachment-refused", StatusCodes.Status415UnsupportedMediaType, "Pictures, PDF, plain text, audio, video and ZIP are taken, by their content.");

    private static readonly Refusal TooLarge = new(
        "payload-too-large", StatusCodes.Status413PayloadTooLarge, $"An attachment has at most {ChatLimits.MaxAttachmentBytes} bytes.");

    private readonly RateBuckets uploaders = new(clock, Burst, 0.5);

    /// <param name="actor">Who uploads.</param>
    /// <param name="conversation">The only place where it can be sent.</param>
    /// <param name="name">As the page says.</param>
    /// <param name="content">The file; what the page says of its type is not believed.</param>
    /// <param name="cancellation">Nothing is kept then.</param>
    public async Task<Outcome<AttachmentView>> UploadAsync(Actor actor, Id conversation, string? name, Stream content, CancellationToken cancellation)
    {
        if (uploaders.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        if (await FindBarAsync(actor, conversation) is { } bar)
        {
            return bar;
        }

        var buffer = new byte[AttachmentContent.LookAhead];
        var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        var head = new ArraySegment<byte>(buffer, 0, count);
        if (count == 0 || AttachmentContent.Find(head, count < buffer.Length) is not { Size: not { IsTooLarge: true } } kind)
        {
            return Refused;
        }

        var (id, key) = (ids.Next(), BlobKey.Create());
        var attachment = new Attachment
        {
            Id = id,
            ConversationId = conversation,
            UploaderId = actor.User,
            BlobKey = key.ToString(),
            Name = AttachmentName.Clean(name, kind.Type),
            Type = kind.Type,
            Width = kind.Size?.Width,
            Height = kind.Size?.Height,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return await attachments.TryBeginAsync(attachment)
            ? await StoreAsync(attachment, key, new JoinedStream(head, content), cancellation)
            : Refusal.Throttled($"At most {ChatLimits.MaxWaitingAttachments} uploads wait to be sent.");
    }

    /// <summary>For members who see its message, and before it is sent for who uploaded it.</summary>
    public async Task<Outcome<OpenAttachment>> OpenAsync(Actor actor, Id id, CancellationToken cancellation)
    {
        if (await attachments.FindAsync(id) is not { } attachment
            || await conversations.FindMemberAsync(attachment.ConversationId, actor.User) is not { } member
            || !await IsVisibleAsync(attachment, member))
        {
            return NoAttachment;
        }

        return await blobs.OpenReadAsync(BlobKey.Parse(attachment.BlobKey), cancellation) is { } content ? new OpenAttachment(attachment, content) : NoAttachment;
    }

    private async Task<bool> IsVisibleAsync(Attachment attachment, Membership member) => attachment.State switch
    {
        AttachmentState.Waiting => attachment.UploaderId == member.UserId,
        AttachmentState.Sent => attachment.MessageId is { } message && await history.FindAsync(message) is { IsDeleted: false } sent && sent.Seq > member.ClearedSeq,
        _ => false,
    };

    private async Task<Refusal?> FindBarAsync(Actor actor, Id id) =>
        await conversations.FindAsync(id) is { } conversation && await conversations.FindMemberAsync(id, actor.User) is not null
            ? await contacts.FindBarAsync(conversation, actor.User)
            : Refusal.NotFound("conversation of yours");

    private async Task<Outcome<AttachmentView>> StoreAsync(Attachment attachment, BlobKey key, Stream content, CancellationToken cancellation)
    {
        var stored = false;
        try
        {
            if (await blobs.PutAsync(content, ChatLimits.MaxAttachmentBytes, key, cancellation) is not { } blob)
            {
                return TooLarge;
            }

            stored = await attachments.CompleteAsync(attachment.Id, blob.Size, attachment.Width, attachment.Height);
            return stored ? AttachmentView.Of(attachment with { Size = blob.Size }) : NoAttachment;
        }
        finally
        {
            if (!stored)
            {
                await attachments.DoomAsync(attachment.Id);
            }
        }
    }
}

/// <summary>An attachment that may be read.</summary>
internal sealed record OpenAttachment(Attachment Attachment, Stream Content);
