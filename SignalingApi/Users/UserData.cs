using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>The profile. Deleting it takes the picture; the account itself goes last, by <see cref="AccountDeletion"/>.</summary>
internal sealed class UserData(IUserStore users, PictureService pictures) : IPersonalData
{
    private const int MaxPictureBytes = PictureService.MaxBytes;

    public string Section => "profile";

    public async Task<object> ExportAsync(Id user)
    {
        var found = await users.FindAsync(user) ?? new User();
        return new
        {
            found.Id,
            Name = found.Username,
            DisplayName = found.Name,
            found.Bio,
            found.Location,
            Native = found.NativeList,
            Learning = found.LearningList,
            found.Theme,
            found.Locale,
            found.IsModerator,
            found.CreatedAt,
            Picture = await PictureAsync(user),
        };
    }

    public Task DeleteAsync(Id user) => pictures.RemoveAsync(user);

    private async Task<object?> PictureAsync(Id user)
    {
        if (await pictures.OpenAsync(user) is not var (picture, content))
        {
            return null;
        }

        await using (content)
        {
            var bytes = new byte[(int)Math.Min(content.Length, MaxPictureBytes)];
            await content.ReadExactlyAsync(bytes);
            return new { picture.Type, Base64 = Convert.ToBase64String(bytes) };
        }
    }
}
