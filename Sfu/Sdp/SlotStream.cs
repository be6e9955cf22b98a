namespace Vidrn.Sfu.Sdp;

/// <summary>The constant names of a slot's stream.</summary>
/// <remarks>
/// <c>RtxSsrc</c>: Of its retransmissions; 0 for none.
/// <c>StreamId</c>: Shared by the audio and the video slot that are to be in sync, such as <c>slot3</c>.
/// </remarks>
internal sealed record SlotStream(uint Ssrc, uint RtxSsrc, string StreamId, string TrackId);
