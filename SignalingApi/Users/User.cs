using System.Globalization;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>An account as it is stored.</summary>
internal sealed record User
{
    public Id Id { get; init; }

    /// <summary>What they log in with, in lower case.</summary>
    public string Username { get; init; } = "";

    /// <summary>What others are shown.</summary>
    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    public bool IsModerator { get; init; }

    public string Bio { get; init; } = "";

    public string Location { get; init; } = "";

    /// <summary>Languages they speak: tags of <see cref="Languages"/> with commas, the best first.</summary>
    public string Native { get; init; } = "";

    /// <summary>Languages they learn, likewise.</summary>
    public string Learning { get; init; } = "";

    /// <summary>One of <see cref="Themes"/>.</summary>
    public string Theme { get; init; } = Themes.Standard;

    /// <summary>The language of the pages; empty for the browser's.</summary>
    public string Locale { get; init; } = "";

    /// <summary>Rises with each new picture; 0 without one.</summary>
    public int PictureVersion { get; init; }

    public long CreatedAt { get; init; }

    public IReadOnlyList<string> NativeList => Native.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> LearningList => Learning.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Has said what others need to find them.</summary>
    public bool IsOnboarded => Native.Length > 0 && Learning.Length > 0;

    /// <summary>Where the picture is; null without one.</summary>
    public string? PictureAddress => PictureVersion == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"/api/users/{Id}/picture?v={PictureVersion}");
}
