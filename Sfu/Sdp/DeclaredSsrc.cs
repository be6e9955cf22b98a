namespace Vidrn.Sfu.Sdp;

/// <summary>A stream that the client announced by a=ssrc.</summary>
/// <remarks>
/// <c>RtxSsrc</c>: Of its retransmissions by FID group, or null.
/// </remarks>
internal sealed record DeclaredSsrc(uint Ssrc, uint? RtxSsrc);
