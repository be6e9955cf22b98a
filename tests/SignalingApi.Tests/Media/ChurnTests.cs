using Vidrn.Sfu.Dtls;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>Alone: it counts what the whole process holds.</summary>
[CollectionDefinition(nameof(ChurnTests), DisableParallelization = true)]
public sealed class ChurnTestsRunAlone;

/// <summary>A thousand people come, negotiate and go: nothing of them stays.</summary>
[Collection(nameof(ChurnTests))]
public sealed class ChurnTests
{
    private const int Joins = 1_000;
    private const int AtOnce = 8;

    /// <summary>Sockets of Kestrel's and the client's that linger a moment, and the runtime's own.</summary>
    private const int Descriptors = 16;

    /// <summary>
    /// The web server's and the client's own pools breathe by some megabytes with the load of the machine; a session and its peer are
    /// some 40 KB, so that 1,000 that stayed would be 40 MB.
    /// </summary>
    private const long Bytes = 12 << 20;

    [Fact]
    public async Task A_thousand_joins_and_leaves_leave_nothing_behind()
    {
        await using var server = await RunningServer.StartAsync([.. Rooms.NoJoinLimit, ("Vidrn:Media:ResumeWindowSeconds", "1"),
            ("Vidrn:Media:IceFailedSeconds", "600")]); // nobody's media connects here, and the witness stays for all of it
        await using var witness = await server.JoinAsync("witness", "room-0");
        await witness.NegotiateAsync(TestOffer.Usual());
        await ChurnAsync(server, 100); // what is made once
        await SettledAsync(server);
        witness.ForgetEvents();
        var before = await MeasureAsync(server);
        await ChurnAsync(server, Joins);
        await SettledAsync(server);
        witness.ForgetEvents(); // some 600 bytes each, held by the test's client and not by the server
        var after = await MeasureAsync(server);
        Assert.Equal(before.Counts, after.Counts);
        Assert.InRange(after.Descriptors - before.Descriptors, -Descriptors * 4, Descriptors);
        Assert.InRange(after.Heap - before.Heap, -Bytes * 4, Bytes);
        (await witness.CallAsync("Snapshot")).Must();
    }

    private static Task ChurnAsync(RunningServer server, int count) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var client = await server.JoinAsync($"p{i}", $"room-{i % 5}");
            await client.NegotiateAsync(TestOffer.Usual());
            switch (i % 3)
            {
                case 0:
                    await client.CallAsync("Leave");
                    break;
                case 1:
                    await client.JoinAsync(server.Token($"p{i}", $"other-{i % 7}"));
                    await client.CallAsync("Leave");
                    break;
            }

            await client.DisposeAsync(); // one in three without a word: it is lost after the window
        });

    /// <summary>The lost ones are gone, and the mirrors that outlive their use a little.</summary>
    private static Task SettledAsync(RunningServer server) => Rooms.EventuallyAsync(
        async () => server.Directory().SessionCount == 1 && server.Directory().Counts is { Rooms: 1, Mirrors: 0 }
            && (await server.AskAsync((worker, _) => worker.Publications.Count)).Sum() == 2, "sessions, rooms or mirrors stay");

    private static async Task<Measure> MeasureAsync(RunningServer server)
    {
        var workers = await server.AskAsync((worker, _) => $"peers {worker.Peers.Count}, publications {worker.Publications.Count}, buffers {worker.Pool.InUse}");
        var counts = $"{string.Join("; ", workers)}; dtls {DtlsEndpoint.LiveCount}; {server.Directory().Counts}; sessions {server.Directory().SessionCount}";
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var descriptors = OperatingSystem.IsLinux() ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() : 0;
        return new Measure(counts, descriptors, GC.GetTotalMemory(forceFullCollection: true));
    }

    private sealed record Measure(string Counts, int Descriptors, long Heap);
}
