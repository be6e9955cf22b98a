using System.Globalization;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>A group as it is stored. Its conversation has the same id, and its members are the conversation's.</summary>
internal sealed record Group
{
    public Id Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Whoever has it may join: 128 random bits.</summary>
    public string Code { get; init; } = "";

    /// <summary>Of the blob; null without a picture.</summary>
    public string? PictureKey { get; init; }

    /// <summary>Media type, by the content.</summary>
    public string? PictureType { get; init; }

    /// <summary>Rises with each new picture; 0 or below without one.</summary>
    public int PictureVersion { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>Where a group's picture is; null without one.</summary>
    public static string? PictureAddress(Id group, int version) => version <= 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"/api/groups/{group}/picture?v={version}");
}
