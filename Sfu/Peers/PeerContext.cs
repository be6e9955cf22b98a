using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Peers;

/// <summary>What all peers of one worker share.</summary>
/// <param name="Forwarding">The worker's forwarding.</param>
/// <param name="Certificate">The server's.</param>
/// <param name="Emit">Takes events for the control side.</param>
/// <param name="Settings">Bounds and times.</param>
internal sealed record PeerContext(ForwardingContext Forwarding, DtlsCertificate Certificate, Action<PeerEvent> Emit, PeerSettings Settings);

/// <summary>Bounds and times of every peer.</summary>
internal sealed record PeerSettings
{
    public TimeSpan IceDisconnectedAfter { get; init; } = TimeSpan.FromSeconds(7);

    public TimeSpan IceFailedAfter { get; init; } = TimeSpan.FromSeconds(30);

    public int DtlsMtu { get; init; } = 1200;

    /// <summary>Spreads what a receiver is sent of video; see <see cref="PacedQueue"/>.</summary>
    public bool Pacing { get; init; } = true;

    /// <summary>What a frame's packets may wait for its rest; see <see cref="Vidrn.Sfu.Forwarding.FrameHold"/>. Zero: not at all.</summary>
    public TimeSpan FrameHold { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Bits a second assumed of a receiver's path before anything is known.</summary>
    public long StartBitsPerSecond { get; init; } = 3_000_000;

    public long MaxBitsPerSecond { get; init; } = 50_000_000;
}
