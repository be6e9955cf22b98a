namespace Vidrn.SignalingApi.Users;

/// <summary>A profile picture as it is stored.</summary>
internal sealed record Picture
{
    /// <summary>Media type, by the content.</summary>
    public string Type { get; init; } = "";

    public byte[] Bytes { get; init; } = [];
}
