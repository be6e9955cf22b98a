namespace Vidrn.Sfu.Ice;

/// <summary>What a call changed, for the owner to act on.</summary>
[Flags]
internal enum IceEvents
{
    None = 0,

    /// <summary>The path of the check is a pair now: map it to this peer.</summary>
    PairAdded = 1,

    /// <summary>Paths are no pairs any more: take them with <see cref="IceLiteAgent.TryTakeRemoved"/> and unmap them.</summary>
    PairRemoved = 2,

    /// <summary><see cref="IceLiteAgent.Selected"/> is another path: send there.</summary>
    Selected = 4,

    /// <summary>A restart is complete: <see cref="IceLiteAgent.LocalUfrags"/> has lost the older ones.</summary>
    UfragsChanged = 8,

    /// <summary><see cref="IceLiteAgent.State"/> is another.</summary>
    StateChanged = 16,
}
