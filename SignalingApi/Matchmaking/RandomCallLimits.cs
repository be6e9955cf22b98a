using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>How often one person, and all of one address, may join the queue or go on to the next.</summary>
internal sealed class RandomCallLimits(ApiSettings settings, TimeProvider clock)
{
    private const double MinutesAtOnce = 0.5;

    private readonly RateBuckets actors = Buckets(clock, settings.MatchesPerMinutePerActor);
    private readonly RateBuckets addresses = Buckets(clock, settings.MatchesPerMinutePerAddress);

    /// <summary>Null when it may be done, and counts.</summary>
    public Refusal? Take(string subject, string network) =>
        (actors.Take(subject) ?? addresses.Take(network)) is { } wait ? Refusal.RateLimited(wait) : null;

    private static RateBuckets Buckets(TimeProvider clock, int perMinute) => new(clock, Math.Max(1, perMinute * MinutesAtOnce), perMinute / 60.0);
}
