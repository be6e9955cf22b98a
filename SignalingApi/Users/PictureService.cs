using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>Profile pictures: resized by the browser, checked here by their content.</summary>
internal sealed class PictureService(IUserStore users, IBlobStore blobs)
{
    public const int MaxBytes = 512 * 1024;
    private const int MaxSide = 1024;

    private static readonly Refusal Refused = new(
        "attachment-refused", StatusCodes.Status415UnsupportedMediaType, $"A picture is a PNG, JPEG or WebP of at most {MaxSide} by {MaxSide} pixels, not animated.");

    private static readonly Refusal TooLarge = new("payload-too-large", StatusCodes.Status413PayloadTooLarge, $"A picture has at most {MaxBytes} bytes.");

    /// <param name="actor">Whose.</param>
    /// <param name="body">The image, whatever is said of its type.</param>
    /// <param name="cancellation">Nothing is kept then.</param>
    public async Task<Refusal?> SetAsync(Actor actor, Stream body, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (content.Length + read > MaxBytes)
            {
                return TooLarge;
            }

            content.Write(buffer, 0, read);
        }

        if (ImageHeader.Read(content.GetBuffer().AsSpan(0, (int)content.Length)) is not { Width: <= MaxSide, Height: <= MaxSide } header)
        {
            return Refused;
        }

        content.Position = 0;
        if (await blobs.PutAsync(content, MaxBytes, null, cancellation) is not { } blob)
        {
            return TooLarge;
        }

        var (found, before) = await users.SetPictureAsync(actor.User, new Picture { Type = header.Type, Key = blob.Key.ToString() });
        await ForgetAsync(found ? before : new Picture { Key = blob.Key.ToString() });
        return null;
    }

    public async Task RemoveAsync(Id user) => await ForgetAsync((await users.SetPictureAsync(user, null)).Before);

    /// <summary>Null when there is none.</summary>
    public async Task<(Picture Picture, Stream Content)?> OpenAsync(Id user) =>
        await users.FindPictureAsync(user) is { } picture && await blobs.OpenReadAsync(BlobKey.Parse(picture.Key)) is { } content ? (picture, content) : null;

    private async Task ForgetAsync(Picture? picture)
    {
        if (picture is not null)
        {
            await blobs.DeleteAsync(BlobKey.Parse(picture.Key));
        }
    }
}
