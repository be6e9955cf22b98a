using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Wire;

/// <summary>How much of `/api` one address and one account or guest may ask for: 429 `rate-limited` beyond.</summary>
internal sealed class RequestLimits(ApiSettings settings, TimeProvider clock)
{
    /// <summary>Seconds' worth that may come at once.</summary>
    private const int BurstSeconds = 10;

    private readonly RateBuckets addresses = new(clock, settings.RequestsPerSecondPerAddress * BurstSeconds, settings.RequestsPerSecondPerAddress);
    private readonly RateBuckets actors = new(clock, settings.RequestsPerSecondPerActor * BurstSeconds, settings.RequestsPerSecondPerActor);
    private readonly RateBuckets signUps = new(clock, settings.SignUpsPerHourPerAddress, settings.SignUpsPerHourPerAddress / 3600.0);
    private readonly RateBuckets guests = new(clock, settings.GuestsPerHourPerAddress, settings.GuestsPerHourPerAddress / 3600.0);
    private readonly RateBuckets clientErrors = new(clock, 30, 0.2);

    /// <summary>A new account. Null when it may be made.</summary>
    public Refusal? TakeSignUp(string network) => Refuse(signUps.Take(network));

    /// <summary>A new guest.</summary>
    public Refusal? TakeGuest(string network) => Refuse(guests.Take(network));

    /// <summary>A report of a fault in a page.</summary>
    public Refusal? TakeClientError(string network) => Refuse(clientErrors.Take(network));

    /// <summary>Before it is known who asks.</summary>
    public void LimitAddresses(IApplicationBuilder app) => app.Use((context, next) => IsOurs(context)
        && Refuse(addresses.Take(ClientInfo.Of(context).Network)) is { } refusal ? Problems.Of(refusal).ExecuteAsync(context) : next(context));

    /// <summary>After.</summary>
    public void LimitActors(IApplicationBuilder app) => app.Use((context, next) => IsOurs(context) && Actor.Find(context.User) is { } actor
        && Refuse(actors.Take(actor.Subject)) is { } refusal ? Problems.Of(refusal).ExecuteAsync(context) : next(context));

    private static bool IsOurs(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments(AppHub.Path, StringComparison.OrdinalIgnoreCase);

    private static Refusal? Refuse(TimeSpan? wait) => wait is { } time ? Refusal.RateLimited(time) : null;
}
