namespace Vidrn.SignalingApi.Coordination;

/// <summary>Short leases on names: one holder at a time among all nodes. Who does not extend in time has lost it.</summary>
internal interface ILocks
{
    /// <summary>Null: another holds it.</summary>
    Task<Lease?> TryAcquireAsync(string name, TimeSpan duration);

    /// <summary>From now on for <paramref name="duration"/>; false: it was lost.</summary>
    Task<bool> ExtendAsync(Lease lease, TimeSpan duration);

    /// <summary>False: it was lost before.</summary>
    Task<bool> ReleaseAsync(Lease lease);
}

/// <summary>A name held. The token tells this holding from any other of the same name.</summary>
internal sealed record Lease(string Name, string Token);
