using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>One PeerConnection of a client that stands.</summary>
/// <param name="Id">In its driver.</param>
/// <param name="Peer">Its media.</param>
/// <param name="Began">When the client first turned to the server for it.</param>
/// <param name="ConnectTime">From there to media that may flow.</param>
internal sealed record LoadConnection(long Id, LoadPeer Peer, Instant Began, TimeSpan ConnectTime)
{
    /// <summary>To the first packet of somebody else; null before one came.</summary>
    public TimeSpan? FirstPacketTime => Peer.FirstPacket.IsCompletedSuccessfully ? Peer.FirstPacket.Result - Began : null;
}
