using System.Text.Json.Serialization;

namespace Vidrn.Sfu.Signaling.Control;

/// <summary>Something that happened in a room, in order. Each watcher begins with <see cref="RoomsSnapshot"/>.</summary>
/// <param name="Room">The room's id; empty for the snapshot of all.</param>
/// <param name="At">Milliseconds since 1970.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RoomsSnapshot), "snapshot")]
[JsonDerivedType(typeof(RoomCreated), "room-created")]
[JsonDerivedType(typeof(RoomParticipantJoined), "participant-joined")]
[JsonDerivedType(typeof(RoomParticipantConnection), "participant-connection")]
[JsonDerivedType(typeof(RoomParticipantSignalling), "participant-signalling")]
[JsonDerivedType(typeof(RoomParticipantLeft), "participant-left")]
[JsonDerivedType(typeof(RoomTrackPublished), "track-published")]
[JsonDerivedType(typeof(RoomTrackUnpublished), "track-unpublished")]
[JsonDerivedType(typeof(RoomSpeaking), "speaking")]
[JsonDerivedType(typeof(RoomEnded), "room-ended")]
public abstract record RoomEvent(string Room, long At);

/// <summary>All rooms as they are when a watcher begins.</summary>
public sealed record RoomsSnapshot(long At, IReadOnlyList<RoomSnapshot> Rooms) : RoomEvent("", At);

/// <summary>A room began.</summary>
public sealed record RoomCreated(string Room, long At) : RoomEvent(Room, At);

/// <summary>Somebody came in; hidden ones are told here, though not to the other members.</summary>
public sealed record RoomParticipantJoined(string Room, long At, string ParticipantId, string Name, bool Hidden) : RoomEvent(Room, At);

/// <summary>Somebody's media connection came up or broke.</summary>
public sealed record RoomParticipantConnection(string Room, long At, string ParticipantId, bool Connected) : RoomEvent(Room, At);

/// <summary>
/// Somebody's signalling connection broke, or came back; what broke may come back within the resume window. A browser that
/// dies is noticed by this first: its sockets close with it, while its media has merely fallen silent.
/// </summary>
public sealed record RoomParticipantSignalling(string Room, long At, string ParticipantId, bool Attached) : RoomEvent(Room, At);

/// <summary>Somebody went: left, lost, replaced, removed, moved or ended.</summary>
public sealed record RoomParticipantLeft(string Room, long At, string ParticipantId, string Reason) : RoomEvent(Room, At);

/// <summary>A track was published.</summary>
public sealed record RoomTrackPublished(string Room, long At, string ParticipantId, string TrackId, string Source) : RoomEvent(Room, At);

/// <summary>A track went.</summary>
public sealed record RoomTrackUnpublished(string Room, long At, string ParticipantId, string TrackId, string Source) : RoomEvent(Room, At);

/// <summary>Who speaks, loudest first.</summary>
public sealed record RoomSpeaking(string Room, long At, IReadOnlyList<string> Speakers) : RoomEvent(Room, At);

/// <summary>The room is over.</summary>
public sealed record RoomEnded(string Room, long At) : RoomEvent(Room, At);

/// <summary>One room as it is.</summary>
public sealed record RoomSnapshot(string Room, bool Locked, long CreatedAt, IReadOnlyList<RoomMember> Members);

/// <summary>One member as it is.</summary>
public sealed record RoomMember(string ParticipantId, string Name, long JoinedAt, bool Connected, bool Hidden, IReadOnlyList<RoomMemberTrack> Tracks);

/// <summary>One track as it is.</summary>
public sealed record RoomMemberTrack(string TrackId, string Source, bool Muted, bool Blocked);
