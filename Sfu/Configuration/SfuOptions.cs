using System.Net;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Configuration;

/// <summary>
/// How the media server runs: the keys of `Vidrn:Media`, which docs/operations.md lists with their bounds. A node reads
/// them once, at its start.
/// </summary>
public sealed record SfuOptions
{
    /// <summary>The UDP port of all media, of every worker.</summary>
    public int Port { get; init; } = 7882;

    /// <summary>The address the media port is bound to; null for all of them, IPv4 and IPv6.</summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>Addresses told to clients; empty: those of the interfaces.</summary>
    public IReadOnlyList<AnnouncedAddress> AnnouncedAddresses { get; init; } = [];

    /// <summary>Media threads; 0 is one a core.</summary>
    public int Workers { get; init; }

    /// <summary>How datagrams reach the kernel.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Auto;

    /// <summary>Sends runs of equal datagrams to one address as one (UDP_SEGMENT), where the kernel can.</summary>
    public bool UseGso { get; init; } = true;

    /// <summary>Takes ICE over TCP (RFC 6544) on the media port's number, for networks without UDP.</summary>
    public bool UseTcp { get; init; } = true;

    /// <summary>Spreads keyframes and floods over the time that each receiver's path takes for them.</summary>
    public bool Pacing { get; init; } = true;

    /// <summary>What the packets of a picture may wait for the rest of it, in microseconds; 0: not at all.</summary>
    public int FrameHoldMicroseconds { get; init; } = 1_000;

    /// <summary>Receive buffer of each worker's socket, in bytes. Linux caps it at net.core.rmem_max.</summary>
    public int ReceiveBufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Send buffer of each worker's socket, in bytes. Linux caps it at net.core.wmem_max.</summary>
    public int SendBufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Participants of a room at most; above it `room-full`.</summary>
    public int MaxRoomParticipants { get; init; } = 1_000;

    /// <summary>Participants of this node at most; above it `server-full`.</summary>
    public int MaxPeers { get; init; } = 5_000;

    /// <summary>Packet buffers of 2 KiB that one worker may hold at most; they are made as they are needed.</summary>
    public int MaxBuffersPerWorker { get; init; } = 262_144;

    /// <summary>How long a session outlives its WebSocket.</summary>
    public int ResumeWindowSeconds { get; init; } = 30;

    /// <summary>Joins a second from one address, in the long run; above it 429.</summary>
    public int JoinsPerSecondPerAddress { get; init; } = 20;

    /// <summary>Joins from one address at once.</summary>
    public int JoinBurstPerAddress { get; init; } = 100;

    /// <summary>Origins of web pages, besides the server's own, that may open the hub; `*` for any.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Silence after which a peer counts as disconnected.</summary>
    public int IceDisconnectedSeconds { get; init; } = 5;

    /// <summary>Silence after which consent has expired (RFC 7675) and a peer is given up.</summary>
    public int IceFailedSeconds { get; init; } = 30;

    /// <summary>The largest DTLS datagram sent, in bytes.</summary>
    public int DtlsMtu { get; init; } = 1_200;

    /// <summary>Where new peers go.</summary>
    public PeerPlacement Placement { get; init; } = PeerPlacement.Pack;

    /// <summary>Keys of room tokens that replace the one in the data folder, the signing one first; null: the data folder's.</summary>
    public SigningKeys? Keys { get; init; }

    /// <summary>Bearer secret of the admin snapshot and, when set, of `/metrics`; null: no admin snapshot, open metrics.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The workers to start.</summary>
    public int EffectiveWorkers => Workers == 0 ? Environment.ProcessorCount : Workers;
}
