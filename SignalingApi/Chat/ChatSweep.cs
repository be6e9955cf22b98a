using Vidrn.SignalingApi.Blobs;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Removes what nobody sees any more: uploads that were never sent, files of deleted messages, conversations that ended.</summary>
internal sealed class ChatSweep(IConversationStore conversations, IAttachmentStore attachments, IBlobStore blobs, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>An upload that was not sent for so long never will be.</summary>
    public static readonly TimeSpan UploadLife = TimeSpan.FromHours(24);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && await conversations.PurgeAsync(AtOnce))
        {
        }

        while (!stopping.IsCancellationRequested)
        {
            var doomed = await attachments.SweepAsync((clock.GetUtcNow() - UploadLife).ToUnixTimeMilliseconds(), AtOnce);
            foreach (var attachment in doomed)
            {
                // The blob first: after a crash between the two the row still tells of it.
                await blobs.DeleteAsync(BlobKey.Parse(attachment.BlobKey));
            }

            if (doomed.Count == 0)
            {
                return;
            }

            await attachments.ForgetAsync([.. doomed.Select(static attachment => attachment.Id)]);
        }
    }
}
