using Microsoft.Extensions.DependencyInjection;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Signaling;
using Vidrn.Bench.Load.Signaling.Hub;
using Vidrn.Bench.Load.Signaling.Whip;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Soak;

/// <summary>The real server on real sockets, the load generator beside it, and a look into the workers.</summary>
internal sealed class SoakedServer : IAsyncDisposable
{
    /// <summary>What a Linux socket keeps ready to receive into.</summary>
    private const int StagedBuffers = 64;

    private readonly RunningServer server;
    private readonly DtlsCertificate certificate = DtlsCertificate.Create(DateTimeOffset.UtcNow);
    private readonly int endpointsBefore;

    private SoakedServer(RunningServer server, LoadOptions options, bool overWhip, int endpointsBefore)
    {
        this.server = server;
        this.endpointsBefore = endpointsBefore;
        var signer = new RoomTokenSigner(SigningKeyFile.LoadOrCreate(Path.Combine(server.Folder, "data")));
        var maker = new LoadPeerMaker(certificate, options.Sampling, new LoadMedia(options.Video, options.AudioBytes), options.Features);
        var address = server.Client.BaseAddress!;
        LoadServer target = overWhip ? new WhipServer(WhipAddresses.Of(address, signer), maker) : new HubServer(address, signer, maker);
        Run = new LoadRun(options, target, Environment.ProcessId);
    }

    public LoadRun Run { get; }

    /// <param name="options">The load.</param>
    /// <param name="overWhip">By WHIP and WHEP instead of the hub.</param>
    public static async Task<SoakedServer> StartAsync(LoadOptions options, bool overWhip = false)
    {
        var before = DtlsEndpoint.LiveCount;
        var server = await RunningServer.StartAsync(
            ("Vidrn:Media:JoinsPerSecondPerAddress", "100000"), ("Vidrn:Media:JoinBurstPerAddress", "1000000"));
        return new SoakedServer(server, options, overWhip, before);
    }

    /// <summary>Resident bytes once all garbage is collected.</summary>
    public static long SettledRss()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return ProcessUsage.Of(Environment.ProcessId)?.Rss ?? 0;
    }

    /// <summary>Everybody leaves, and nothing of them may be left.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        await Run.LeaveAllAsync();
        Assert.Empty(Run.Joins.Problems);
        Assert.Equal(0, Run.Joins.Failed);
        foreach (var loop in server.Services.GetRequiredService<MediaServer>().Workers.Loops)
        {
            // A worker has carried out all that was asked of it before when it answers; the histories' buffers go with their peers.
            var (peers, publications, buffers) = await loop.AskAsync((core, _) => (core.Peers.Count, core.Publications.Count, core.Pool.InUse));
            Assert.Equal(0, peers);
            Assert.Equal(0, publications);
            Assert.InRange(buffers, 0, StagedBuffers);
            Assert.Equal(0, loop.Core.Counters.PeerFaults);
            Assert.Equal(0, loop.Core.Drops[DropReason.PoolExhausted]);
            Assert.Equal(0, loop.CommandsRefused);
        }

        Assert.Equal(endpointsBefore, DtlsEndpoint.LiveCount);
    }

    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync();
        await server.DisposeAsync();
        certificate.Dispose();
    }
}
