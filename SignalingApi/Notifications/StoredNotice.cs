using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>A notice as it is stored.</summary>
internal sealed record StoredNotice
{
    public Id Id { get; init; }

    public Id User { get; init; }

    /// <summary>One of <see cref="NoticeKinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>See <see cref="NoticeContent.Topic"/>.</summary>
    public string Topic { get; init; } = "";

    public Id? Actor { get; init; }

    public string Text { get; init; } = "";

    /// <summary>A <see cref="NoticeTarget"/> as JSON.</summary>
    public string Target { get; init; } = "{}";

    /// <summary>How many notices of the topic this one stands for.</summary>
    public int Count { get; init; } = 1;

    public bool IsRead { get; init; }

    public long At { get; init; }
}
