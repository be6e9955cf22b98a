using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>Pictures of groups: resized by the browser, checked here by their content.</summary>
internal sealed class GroupPictures(IGroupStore groups, GroupService service, GroupChanges changes, IBlobStore blobs, IdSource ids, TimeProvider clock)
{
    private const int MaxSide = 1024;

    private static readonly Refusal Refused = new(
        "attachment-refused", StatusCodes.Status415UnsupportedMediaType, $"A picture is a PNG, JPEG or WebP of at most {MaxSide} by {MaxSide} pixels, not animated.");

    private static readonly Refusal TooLarge = new(
        "payload-too-large", StatusCodes.Status413PayloadTooLarge, $"A picture has at most {ChatLimits.MaxGroupPictureBytes} bytes.");

    private readonly RateBuckets changers = new(clock, 10, 0.1);

    public async Task<Outcome<GroupView>> SetAsync(Actor actor, Id group, Stream body, CancellationToken cancellation)
    {
        // Before the bytes are read: who may not change it uploads nothing.
        if (await service.RoleAsync(group, actor.User) is not { } role)
        {
            return Refusal.NotFound("group of yours");
        }

        if (!GroupPermissions.May(GroupAct.Edit, role))
        {
            return Refusal.Forbidden("Their role in the group does not allow it.");
        }

        if (changers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        var bytes = new byte[ChatLimits.MaxGroupPictureBytes + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (count == bytes.Length)
        {
            return TooLarge;
        }

        if (ImageHeader.Read(bytes.AsSpan(0, count)) is not { Width: <= MaxSide, Height: <= MaxSide } header)
        {
            return Refused;
        }

        var blob = await blobs.PutAsync(new MemoryStream(bytes, 0, count), count, null, cancellation);
        return await ChangeAsync(actor, group, blob!.Key.ToString(), header.Type);
    }

    public Task<Outcome<GroupView>> RemoveAsync(Actor actor, Id group) => ChangeAsync(actor, group, null, null);

    /// <summary>For members.</summary>
    public async Task<Outcome<OpenPicture>> OpenAsync(Actor actor, Id group) =>
        await service.IsMemberAsync(group, actor.User) && await groups.FindAsync(group) is { PictureKey: { } key, PictureType: { } type }
            && await blobs.OpenReadAsync(BlobKey.Parse(key)) is { } content
            ? new OpenPicture(type, content)
            : Refusal.NotFound("picture");

    private async Task<Outcome<GroupView>> ChangeAsync(Actor actor, Id group, string? key, string? type)
    {
        var note = NewMessage.Note(ids.Next(), group, actor.User, new SystemNote("picture", null, ""), clock.GetUtcNow().ToUnixTimeMilliseconds());
        var written = await groups.SetPictureAsync(group, actor.User, key, type, note);
        if (written.Fate != GroupFate.Written && key is not null)
        {
            await blobs.DeleteAsync(BlobKey.Parse(key));
        }

        var told = await changes.ToldAsync(group, written);
        return told.Refusal is { } refusal ? refusal : await service.GetAsync(actor, group);
    }
}

/// <summary>A picture that may be read.</summary>
internal sealed record OpenPicture(string Type, Stream Content);
