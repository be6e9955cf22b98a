using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>A session after a Join, taken in one moment: no event falls between the answer's snapshot and the stream.</summary>
/// <param name="Session">The session.</param>
/// <param name="Response">The answer.</param>
/// <param name="Events">Everything that follows the answer's snapshot.</param>
internal sealed record JoinedSession(MediaSession Session, JoinResponse Response, EventStream Events);
