using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Runs;

namespace Vidrn.SignalingApi.Tests.Soak;

[Collection(SoakGroup.Name)]
public sealed class SoakTests
{
    private const int AtOnce = 4;
    private const double MostLossPercent = 0.5;

    /// <summary>Of growth after a third of the time, when every pool and table has found its size.</summary>
    private const long MostGrowth = 32_000_000;

    [Fact]
    public async Task Joins_and_leaves_leave_nothing_behind()
    {
        await using var soaked = await SoakedServer.StartAsync(new LoadOptions
        {
            Rooms = 3,
            Publishers = 1,
            Watchers = 4,
            JoinRate = 200,
            Video = new VideoLoadOptions { BitsPerSecond = 300_000 },
        });
        await soaked.Run.JoinAllAsync();
        await ReplaceAsync(soaked.Run, SoakLength.Joins / 3);
        var before = SoakedServer.SettledRss();
        await ReplaceAsync(soaked.Run, SoakLength.Joins - (SoakLength.Joins / 3));
        var growth = SoakedServer.SettledRss() - before;
        await soaked.AssertNothingIsLeftAsync();
        Assert.True(growth < MostGrowth, $"grew by {growth} bytes in {SoakLength.Joins * 2 / 3} joins");
    }

    [Fact]
    public async Task A_moderate_load_loses_nothing_and_does_not_grow()
    {
        await using var soaked = await SoakedServer.StartAsync(new LoadOptions
        {
            Rooms = 2,
            Publishers = 2,
            Watchers = 8,
            Mesh = true,
            JoinRate = 200,
            Video = new VideoLoadOptions { BitsPerSecond = 600_000 },
        });
        var run = soaked.Run;
        await run.JoinAllAsync();
        await Task.Delay(SoakLength.Load / 3);
        var before = SoakedServer.SettledRss();
        var first = await run.BeginAsync(null);
        await Task.Delay(SoakLength.Load * 2 / 3);
        var last = await run.SnapshotAsync();
        var growth = SoakedServer.SettledRss() - before;
        var figures = run.Figures(first, last);
        await soaked.AssertNothingIsLeftAsync();
        Assert.Equal((0, 0L, 0L), (figures.Ended, figures.Refused, figures.UnknownSsrcs));

        // Each of 8 watchers two cameras and microphones, each of 2 publishers one, in two rooms; 50 and about 60 packets a second each.
        Assert.True(figures.PacketsReceivedPerSecond > 36 * 50, $"{figures.PacketsReceivedPerSecond} packets a second");
        Assert.True(growth < MostGrowth, $"grew by {growth} bytes in {SoakLength.Load * 2 / 3}");
        if (SoakLength.IsLong)
        {
            Assert.InRange(figures.LossPercent, 0, MostLossPercent);
        }
    }

    /// <summary>One connection a stream: two publishers who watch each other, and three watchers of both.</summary>
    [Fact]
    public async Task A_load_over_whip_and_whep_is_counted_and_leaves_nothing_behind()
    {
        await using var soaked = await SoakedServer.StartAsync(new LoadOptions
        {
            Publishers = 2,
            Watchers = 3,
            Mesh = true,
            JoinRate = 200,
            Video = new VideoLoadOptions { BitsPerSecond = 300_000 },
        }, overWhip: true);
        var run = soaked.Run;
        await run.JoinAllAsync();
        await ReplaceAsync(run, 3);
        var first = await run.BeginAsync(null);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var figures = run.Figures(first, await run.SnapshotAsync());
        Assert.Equal(5, figures.Clients);
        Assert.Equal(2 + 2 + ((3 + 3) * 2), figures.Joins);
        Assert.Equal(0, figures.Refused + figures.UnknownSsrcs + figures.FailedJoins);

        // Each packet to the other publisher and to three watchers.
        Assert.InRange(figures.PacketsReceived / (double)figures.PacketsSent, 3, 5);
        Assert.True(figures.DelaySamples > 0);
        await soaked.AssertNothingIsLeftAsync();
    }

    private static async Task ReplaceAsync(LoadRun run, int count) => await Parallel.ForEachAsync(Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await run.ReplaceAsync());
}
