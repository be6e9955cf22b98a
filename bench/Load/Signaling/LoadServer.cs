using Vidrn.Bench.Load.Media;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>The server under load: how its rooms are opened and how clients come in.</summary>
internal abstract class LoadServer : IAsyncDisposable
{
    /// <summary>Makes the rooms, where they do not come into being by being entered.</summary>
    public virtual Task OpenAsync(IReadOnlyList<LoadRoom> rooms, int publishers) => Task.CompletedTask;

    /// <summary>Brings a client in, with all that it publishes connected.</summary>
    public abstract Task<LoadClient> JoinAsync(LoadRoom room, ClientShape shape, LoadDriver driver);

    public abstract ValueTask DisposeAsync();
}
