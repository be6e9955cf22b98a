namespace Vidrn.SignalingApi.Users;

/// <summary>A profile picture, whose bytes are a blob.</summary>
internal sealed record Picture
{
    /// <summary>Media type, by the content.</summary>
    public string Type { get; init; } = "";

    /// <summary>Of the blob.</summary>
    public string Key { get; init; } = "";
}
