namespace Vidrn.Sfu.Signaling.Messages;

/// <summary>The answer to Join.</summary>
internal sealed record JoinResponse(string SessionId, string Secret, string ParticipantId, uint Csrc, string Room, bool Resumed,
    long ResumeWindowMs, SlotLimits MaxSlots, Snapshot Snapshot);

/// <summary>Slots a client may have.</summary>
internal sealed record SlotLimits(int Audio, int Video);

/// <summary>The answer to an offer.</summary>
internal sealed record NegotiateResponse(string Sdp, int Revision);

/// <summary>The view's revision that holds.</summary>
internal sealed record SetViewResponse(long Revision);

/// <summary>Everything a client must know of its room and itself.</summary>
internal sealed record Snapshot(long Seq, RoomInfo Room, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<SlotInfo> Slots,
    IReadOnlyList<SpeakerInfo> Speakers, IReadOnlyList<PublishLayersInfo> Layers);

/// <summary>What room control tells of a room: a snapshot without what is one member's own.</summary>
internal sealed record RoomDescription(RoomInfo Room, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<SpeakerInfo> Speakers);

/// <summary>The room.</summary>
internal sealed record RoomInfo(string Id, bool Locked, long CreatedAt);

/// <summary>A member.</summary>
internal sealed record ParticipantInfo(string Id, string Name, uint Csrc, string Metadata, long JoinedAt, bool Connected, GrantsInfo Grants,
    IReadOnlyList<TrackInfo> Tracks);

/// <summary>What a member may do.</summary>
internal sealed record GrantsInfo(IReadOnlyList<string> Publish, bool Subscribe, bool Hidden, bool Admin);

/// <summary>A published track.</summary>
internal sealed record TrackInfo(string Id, string Source, string Kind, bool Muted, bool Blocked, string Codec, IReadOnlyList<LayerInfo> Layers);

/// <summary>One layer's picture; 0x0 before its first keyframe.</summary>
internal sealed record LayerInfo(string Rid, int Width, int Height);

/// <summary>What fills a slot.</summary>
internal sealed record SlotInfo(string Mid, string Kind, string? ParticipantId, string? Source, string? TrackId, uint Csrc, string? Paused);

/// <summary>Somebody who speaks.</summary>
internal sealed record SpeakerInfo(string ParticipantId, double Level);

/// <summary>Which layers of an own track anyone wants.</summary>
internal sealed record PublishLayersInfo(string TrackId, string Source, IReadOnlyList<PublishLayer> Layers);

/// <summary>One of them.</summary>
internal sealed record PublishLayer(string Rid, bool Active);
