using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// What a client was told last of its connection, and whether it is worth telling again: each message costs more than what it tells
/// of, and most connections fare as they did.
/// </summary>
internal sealed class ConnectionNews
{
    private const long MostSilentMs = 10_000;
    private const double LeastRoundTripMs = 20;
    private const double LeastRoundTripShare = 0.25;
    private const double LeastLossPercent = 1;

    private ConnectionEvent? told;
    private long toldAt;

    /// <summary>Whether to tell, which then counts as told: the quality is another, round trip or loss are clearly so, or ten seconds are over.</summary>
    public bool TryTell(ConnectionEvent current, long monotonicMs)
    {
        if (told is { } last && last.State == current.State && last.Quality == current.Quality && monotonicMs - toldAt < MostSilentMs
            && Math.Abs(last.RttMs - current.RttMs) < Math.Max(LeastRoundTripMs, last.RttMs * LeastRoundTripShare)
            && Math.Abs(last.LossPercent - current.LossPercent) < LeastLossPercent)
        {
            return false;
        }

        told = current;
        toldAt = monotonicMs;
        return true;
    }
}
