namespace Vidrn.Sfu.Peers;

/// <summary>Something that happened to a peer or its tracks, for the control side.</summary>
/// <param name="PeerId">The peer.</param>
internal abstract record PeerEvent(long PeerId);

/// <summary>ICE selected a path and DTLS is done: media flows.</summary>
internal sealed record PeerConnected(long PeerId, string RemoteAddress, string CandidateType) : PeerEvent(PeerId);

/// <summary>Nothing was heard for a while; it may come back.</summary>
internal sealed record PeerDisconnected(long PeerId) : PeerEvent(PeerId);

/// <summary>The transport is over: closed by the client, failed, or silent for too long.</summary>
internal sealed record PeerEnded(long PeerId, string Reason) : PeerEvent(PeerId)
{
    /// <summary>A fault of ours, not of the client or the network; the reason holds what an operator needs.</summary>
    public bool IsFault => Reason.StartsWith("fault:", StringComparison.Ordinal);
}

/// <summary>Which ufrags lead to the peer now (ICE restart).</summary>
internal sealed record PeerUfragsChanged(long PeerId) : PeerEvent(PeerId);

/// <summary>The pictures' sizes by layer became known or changed.</summary>
internal sealed record PublicationLayersChanged(long PeerId, long PublicationId, LayerSize[] Layers) : PeerEvent(PeerId);

/// <summary>One layer's picture.</summary>
internal readonly record struct LayerSize(string Rid, int Width, int Height);

/// <summary>Which layers anyone wants, as a mask by index.</summary>
internal sealed record PublicationDemandChanged(long PeerId, long PublicationId, uint Layers) : PeerEvent(PeerId);

/// <summary>Why a slot shows nothing, when that changed.</summary>
internal sealed record SlotStateChanged(long PeerId, string Mid, SlotPause Pause) : PeerEvent(PeerId);

/// <summary>Why a slot's video stands still.</summary>
internal enum SlotPause
{
    None,
    View,
    Bandwidth,
    Muted,
    NoKeyframe,
}

/// <summary>How well the peer is connected, every two seconds.</summary>
internal sealed record PeerQuality(long PeerId, double RoundTripMs, double LossUp, double LossDown, long BudgetBitsPerSecond) : PeerEvent(PeerId);

/// <summary>Who is how loud, of one worker's publishers; silent ones are left out. Told while anybody is heard, and once when nobody is any more.</summary>
internal sealed record AudioLevels(PublicationLevel[] Levels) : PeerEvent(0);

/// <summary>One publication's level in -dBov: 0 loud, 127 silent (RFC 6464).</summary>
internal readonly record struct PublicationLevel(long PublicationId, byte Level);
