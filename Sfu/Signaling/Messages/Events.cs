namespace Vidrn.Sfu.Signaling.Messages;

/// <summary>An event of docs/protocol.md section 1.6.</summary>
internal sealed record EventMessage(long Seq, string Type, object Data);

/// <summary>participant-joined, participant-updated.</summary>
internal sealed record ParticipantEvent(ParticipantInfo Participant);

/// <summary>participant-left.</summary>
internal sealed record ParticipantLeftEvent(string ParticipantId, string Reason);

/// <summary>track-published, track-updated.</summary>
internal sealed record TrackEvent(string ParticipantId, TrackInfo Track);

/// <summary>track-unpublished.</summary>
internal sealed record TrackUnpublishedEvent(string ParticipantId, string TrackId, string Source);

/// <summary>slots: those that changed.</summary>
internal sealed record SlotsEvent(IReadOnlyList<SlotInfo> Slots);

/// <summary>speakers.</summary>
internal sealed record SpeakersEvent(IReadOnlyList<SpeakerInfo> Speakers, string? Dominant);

/// <summary>connection: how the own media fares.</summary>
internal sealed record ConnectionEvent(string State, int Quality, double RttMs, double LossPercent);

/// <summary>room-updated.</summary>
internal sealed record RoomUpdatedEvent(bool Locked);

/// <summary>moved: by order of the server.</summary>
internal sealed record MovedEvent(Snapshot Snapshot);

/// <summary>closed: the last one.</summary>
internal sealed record ClosedEvent(string Code, string Message);
