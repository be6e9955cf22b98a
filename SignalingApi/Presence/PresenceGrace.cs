using System.Collections.Concurrent;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>
/// Holds back for a moment that somebody is gone whose last page was closed: a page that is loaded anew closes, too. Who comes back
/// meanwhile was never gone to anybody. The state itself knows no grace: who asks for it is told the truth.
/// </summary>
internal sealed class PresenceGrace : BackgroundService
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Bounded by the accounts that went within the grace.
    private readonly ConcurrentDictionary<Id, Leave> held = new();
    private readonly OnDemandTimer releases;
    private readonly TimeProvider clock;
    private readonly IHostApplicationLifetime lifetime;

    public PresenceGrace(PresenceService presence, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        (this.clock, this.lifetime) = (clock, lifetime);
        releases = new OnDemandTimer(Interval, () => held.IsEmpty, clock);
        presence.Changed += Take;
    }

    /// <summary>Those held back now.</summary>
    public int Held => held.Count;

    /// <summary>Somebody's state is to be told; called on the thread of who made the change, so it must not wait.</summary>
    public event Action<Id>? Changed;

    /// <summary>Lets those go whose grace is over.</summary>
    public void Release() => Release(Length);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Its pages come back to another node, if at all, and nobody is here any more to tell that they did not.
        lifetime.ApplicationStopping.Register(() => Release(TimeSpan.Zero));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await releases.WaitAsync(stoppingToken))
        {
            Release();
        }
    }

    private void Take(PresenceShift shift)
    {
        if (shift.MayReturn && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            held[shift.User] = new Leave(shift.Before, clock.GetTimestamp());
            releases.Rouse();
        }
        else if (!held.TryRemove(shift.User, out var leave) || leave.Before != shift.After)
        {
            Changed?.Invoke(shift.User);
        }
    }

    private void Release(TimeSpan grace)
    {
        foreach (var (user, leave) in held)
        {
            if (clock.GetElapsedTime(leave.At) >= grace && held.TryRemove(new KeyValuePair<Id, Leave>(user, leave)))
            {
                Changed?.Invoke(user);
            }
        }
    }

    /// <param name="Before">As friends still see them.</param>
    /// <param name="At">A timestamp.</param>
    private sealed record Leave(PresenceState Before, long At);
}
