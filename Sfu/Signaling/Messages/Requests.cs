namespace Vidrn.Sfu.Signaling.Messages;

/// <summary>Enters a room, resumes a session, or moves to another room.</summary>
internal sealed record JoinRequest(int Protocol, string? Token = null, ResumeRequest? Resume = null);

/// <summary>Takes over a session whose WebSocket broke.</summary>
internal sealed record ResumeRequest(string? SessionId, string? Secret);

/// <summary>An offer.</summary>
internal sealed record NegotiateRequest(string? Sdp, IReadOnlyList<NegotiateMedia?>? Media);

/// <summary>What one m-line is for.</summary>
internal sealed record NegotiateMedia(string? Mid, string? Role, string? Source = null, int? Pair = null);

/// <summary>What the client wants to see.</summary>
internal sealed record SetViewRequest(long? Revision, IReadOnlyList<VideoView?>? Videos, bool Paused = false, bool Audio = true);

/// <summary>One tile.</summary>
internal sealed record VideoView(string? ParticipantId, string? Source, int? Width, int? Height, string? Slot = null);

/// <summary>Turns an own track off or on.</summary>
internal sealed record SetMutedRequest(string? Source, bool? Muted);

/// <summary>Replaces the own metadata.</summary>
internal sealed record SetMetadataRequest(string? Metadata);
