namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>The whole node at one moment, for its operator (docs/protocol.md section 1.8). Times in milliseconds since 1970.</summary>
internal sealed record AdminSnapshot(long At, IReadOnlyList<AdminWorker> Workers, IReadOnlyList<AdminRoom> Rooms);

/// <summary>One media thread; without figures when it did not answer in time.</summary>
internal sealed record AdminWorker(int Index, bool Answered, int? Peers, int? Publications, int? BuffersInUse, int? BuffersCreated);

/// <summary>One room.</summary>
internal sealed record AdminRoom(string Id, bool Locked, bool Kept, long CreatedAt, string? Dominant, IReadOnlyList<AdminParticipant> Participants);

/// <summary>One participant; its peer is null before its first offer, and when its worker did not answer in time.</summary>
internal sealed record AdminParticipant(string Id, string Name, uint Csrc, long JoinedAt, bool Hidden, bool Signalling, bool Connected, int Worker,
    long PeerId, AdminPeer? Peer);

/// <summary>One media connection.</summary>
/// <remarks>
/// CandidateType is how the client reaches us: "udp4" or "udp6", null before; RemoteAddress is of the path in use. SrtpProfile is the
/// RFC's name, null before the keys. RttMs is the longest of its slots, 0 until measured. LossUp is of what it sends, LossDown of what
/// it receives, 0 to 1. BudgetBps is what may be sent to it of video, SendingBps what is, probes included; RembBps its last REMB, 0 for none.
/// </remarks>
internal sealed record AdminPeer(bool Connected, string IceState, string? CandidateType, string? RemoteAddress, string? LocalAddress, string? SrtpProfile,
    double RttMs, double LossUp, double LossDown, long BudgetBps, long RembBps, long SendingBps, bool Probing, long PacketsIn, long BytesIn,
    IReadOnlyList<AdminTrack> Tracks, IReadOnlyList<AdminSlot> Slots);

/// <summary>One published track.</summary>
internal sealed record AdminTrack(long PublicationId, string Mid, string Codec, bool Blocked, IReadOnlyList<AdminLayer> Layers)
{
    /// <summary>As the protocol names it; filled from the room.</summary>
    public string? Source { get; init; }

    /// <summary>Turned off by its owner.</summary>
    public bool Muted { get; init; }
}

/// <summary>One layer as it comes in.</summary>
internal sealed record AdminLayer(string Rid, int Width, int Height, long Bps, bool Live, uint? Ssrc, long Received, long Lost);

/// <summary>One receive slot as it goes out.</summary>
/// <remarks>
/// PublicationId is what it shows now, 0 for nothing, WantedPublicationId what it is to show. Layer is the one going out, TargetLayer the
/// one to switch to, -1 for none or paused; IdealLayer the one that would be best.
/// </remarks>
internal sealed record AdminSlot(string Mid, string Kind, uint Ssrc, long PublicationId, long WantedPublicationId, int Layer, int TargetLayer, int IdealLayer,
    long Bps, uint Packets, double Loss, double RttMs)
{
    /// <summary>Who fills it; filled from the room.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>With what.</summary>
    public string? Source { get; init; }
}
