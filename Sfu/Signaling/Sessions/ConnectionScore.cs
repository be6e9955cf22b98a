using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>One figure for how a connection fares, 1 (bad) to 5 (good), from loss and round trip: what people hear and see of either.</summary>
internal static class ConnectionScore
{
    public static ConnectionEvent Rate(PeerQuality quality)
    {
        var loss = Math.Max(quality.LossUp, quality.LossDown) * 100;
        var score = 5;
        score -= loss > 15 ? 3 : loss > 7 ? 2 : loss > 2 ? 1 : 0;
        score -= quality.RoundTripMs > 800 ? 3 : quality.RoundTripMs > 400 ? 2 : quality.RoundTripMs > 200 ? 1 : 0;
        return new ConnectionEvent("connected", Math.Max(1, score), Math.Round(quality.RoundTripMs, 1), Math.Round(loss, 1));
    }
}
