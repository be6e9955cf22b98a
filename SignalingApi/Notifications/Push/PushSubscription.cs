using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>One browser of an account that takes pushed messages.</summary>
internal sealed record PushSubscription
{
    public Id User { get; init; }

    /// <summary>Where to send to; whoever knows it can (RFC 8030 section 8.3), so it is not shown.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The browser's P-256 key: 65 bytes, uncompressed.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>The authentication secret of RFC 8291: 16 bytes.</summary>
    public byte[] Secret { get; init; } = [];

    public long CreatedAt { get; init; }
}
