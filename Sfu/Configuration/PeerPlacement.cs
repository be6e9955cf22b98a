namespace Vidrn.Sfu.Configuration;

/// <summary>Which worker a new peer goes to.</summary>
public enum PeerPlacement
{
    /// <summary>A small room stays on one worker while it has room: nothing is handed over.</summary>
    Pack,

    /// <summary>Always the worker with the fewest peers.</summary>
    Spread,
}
