using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>One participant of the load: how it signals, and its connections.</summary>
internal abstract class LoadClient(LoadDriver driver) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<LoadConnection> connections = [];

    /// <summary>Those that stand.</summary>
    public IReadOnlyList<LoadConnection> Connections => connections;

    /// <summary>Why the session ended, or its signalling broke; null while all stands.</summary>
    public abstract string? Trouble { get; }

    /// <summary>Sees and hears the room's publishers without itself, where each is a connection of its own.</summary>
    /// <param name="room">Whose publishers have all come.</param>
    /// <param name="shape">How much of them.</param>
    public virtual Task WatchAsync(LoadRoom room, ClientShape shape) => Task.CompletedTask;

    /// <summary>Asks for every camera at this size, where a client can say so.</summary>
    public virtual Task ViewAsync(int slots, int width, int height) => Task.CompletedTask;

    /// <summary>Leaves the room and closes everything.</summary>
    public async Task LeaveAsync()
    {
        await driver.AskAsync(() =>
        {
            connections.ForEach(c => c.Peer.Counts = false);
            return true;
        }).ConfigureAwait(false);
        await SignOffAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await driver.RemoveAsync(connection.Id).ConfigureAwait(false);
        }

        await HangUpAsync().ConfigureAwait(false);
    }

    /// <summary>Opens a socket to the server and waits until media may flow.</summary>
    /// <param name="began">When the client first turned to the server for this connection.</param>
    /// <param name="offer">Its media.</param>
    /// <param name="remote">The server's side.</param>
    protected async Task ConnectAsync(Instant began, LoadPeerMaker.Prepared offer, RemoteDescription remote)
    {
        var (id, peer) = await driver.AddAsync(now => offer.Make(now, remote, driver.Counters), offer.MediaAddress ?? remote.Address, remote.Port).ConfigureAwait(false);
        try
        {
            await peer.Connected.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await driver.RemoveAsync(id).ConfigureAwait(false);
            throw new LoadException($"no media connection to {remote.Address} port {remote.Port} within {Patience.TotalSeconds} s");
        }

        connections.Add(new LoadConnection(id, peer, began, MonotonicClock.Now - began));
    }

    /// <summary>Tells the server.</summary>
    protected abstract Task SignOffAsync();

    /// <summary>Closes the signalling.</summary>
    protected abstract ValueTask HangUpAsync();
}
