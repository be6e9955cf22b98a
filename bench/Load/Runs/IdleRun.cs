using System.Globalization;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.Runs;

/// <summary>
/// Peers that are connected and neither send nor receive media, ten a room, each with an audio and a video slot: how long they take to
/// come, and what they cost the server in memory and CPU.
/// </summary>
internal sealed class IdleRun(LoadOptions options, LoadServer server, int? pid) : IAsyncDisposable
{
    private const int ARoom = 10;

    /// <summary>Come and go before anything is measured, so that the first of their kind is not charged for what all share.</summary>
    private const int WarmingUp = 30;

    private static readonly ClientShape Shape = new(false, false, false, 1, 1);

    private readonly string run = Guid.NewGuid().ToString("n")[..8];
    private readonly LoadDriver driver = new(0, options.Impairment);
    private readonly List<LoadClient> clients = [];
    private readonly Lock gate = new();

    public async Task<IdleFigures> MeasureAsync()
    {
        await JoinAsync("warm", WarmingUp, new JoinTimes()).ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
        await Task.Delay(options.WarmUp).ConfigureAwait(false);
        var before = Usage();
        var joins = new JoinTimes();
        await JoinAsync("idle", options.Idle, joins).ConfigureAwait(false);
        await Task.Delay(options.WarmUp).ConfigureAwait(false);
        var first = Usage();
        await Task.Delay(options.Duration).ConfigureAwait(false);
        var last = Usage();
        foreach (var problem in joins.Problems)
        {
            await Console.Error.WriteLineAsync(problem).ConfigureAwait(false);
        }

        return new IdleFigures
        {
            Peers = joins.Count,
            FailedJoins = joins.Failed,
            Ended = clients.Count(c => c.Trouble is not null),
            JoinP50Ms = joins.Connected(0.5),
            JoinP95Ms = joins.Connected(0.95),
            JoinMaxMs = joins.Connected(1),
            RssBeforeMegabytes = Math.Round(before.Rss / 1e6, 1),
            RssAfterMegabytes = Math.Round(last.Rss / 1e6, 1),
            KilobytesAPeer = joins.Count == 0 ? 0 : Math.Round((last.Rss - before.Rss) / 1e3 / joins.Count, 1),
            ServerCpuPercent = Math.Round(100 * (last.Cpu - first.Cpu) / options.Duration, 1),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
        driver.Dispose();
    }

    private ProcessUsage Usage() => (pid is { } process ? ProcessUsage.Of(process) : null) ?? default;

    private Task JoinAsync(string rooms, int count, JoinTimes joins) => Pace.RunAsync(Enumerable.Range(0, count), options.JoinRate, async i =>
    {
        try
        {
            var room = new LoadRoom(string.Create(CultureInfo.InvariantCulture, $"{options.Room ?? rooms}-{run}-{i / ARoom}"), i / ARoom);
            var client = await server.JoinAsync(room, Shape, driver).ConfigureAwait(false);
            foreach (var connection in client.Connections)
            {
                joins.Add(connection);
            }

            lock (gate)
            {
                clients.Add(client);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            joins.Fail(exception);
        }
    });

    private async Task LeaveAsync()
    {
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = Pace.AtOnce }, async (client, _) =>
        {
            try
            {
                await client.LeaveAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync($"leaving: {exception.Message}").ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        clients.Clear();
    }
}

/// <summary>What idle peers cost.</summary>
internal sealed record IdleFigures
{
    /// <summary>That came.</summary>
    public required int Peers { get; init; }

    public required int FailedJoins { get; init; }

    /// <summary>Sessions that the server ended, or whose signalling broke.</summary>
    public required int Ended { get; init; }

    /// <summary>Signalling, offer, ICE and DTLS.</summary>
    public required double JoinP50Ms { get; init; }

    public required double JoinP95Ms { get; init; }

    public required double JoinMaxMs { get; init; }

    /// <summary>0 when no process was named.</summary>
    public required double RssBeforeMegabytes { get; init; }

    public required double RssAfterMegabytes { get; init; }

    /// <summary>The difference of both, by the peers that came.</summary>
    public required double KilobytesAPeer { get; init; }

    /// <summary>Of one core, while all stand there.</summary>
    public required double ServerCpuPercent { get; init; }
}
