namespace Vidrn.SignalingApi.Blobs;

/// <summary>Keeps bytes under keys of its own making: pictures, attachments. A blob is written once and never changed.</summary>
internal interface IBlobStore
{
    /// <summary>Stores what a stream holds; done when it is on the disk.</summary>
    /// <param name="content">Read to its end, unless it is too long.</param>
    /// <param name="maxBytes">The bound.</param>
    /// <param name="key">
    /// Chosen beforehand by a caller who has noted it already, so that a crash leaves no blob that nobody knows of; null for a new one.
    /// </param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    /// <returns>Null when there was more than <paramref name="maxBytes"/>, or the key is taken; then nothing is stored.</returns>
    Task<StoredBlob?> PutAsync(Stream content, long maxBytes, BlobKey? key = null, CancellationToken cancellation = default);

    /// <summary>A stream that can seek; null when there is no such blob. It may be read on while the blob is deleted.</summary>
    Task<Stream?> OpenReadAsync(BlobKey key, CancellationToken cancellation = default);

    /// <summary>False when there was none.</summary>
    Task<bool> DeleteAsync(BlobKey key);

    Task<bool> ExistsAsync(BlobKey key);

    /// <summary>Those stored before a time, in no order, read as they are asked for.</summary>
    IEnumerable<BlobKey> List(DateTimeOffset before);
}

/// <summary>A blob that is on the disk.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record StoredBlob(BlobKey Key, long Size);
