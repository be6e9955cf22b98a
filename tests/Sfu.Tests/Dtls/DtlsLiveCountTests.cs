using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Tests.Dtls;

/// <summary>Runs while no other test does: the count is the process's.</summary>
[CollectionDefinition(nameof(DtlsLiveCountTests), DisableParallelization = true)]
[Collection(nameof(DtlsLiveCountTests))]
public sealed class DtlsLiveCountTests
{
    [Fact]
    public void Every_endpoint_is_freed_whatever_its_state()
    {
        var before = DtlsEndpoint.LiveCount;
        var fresh = new DtlsPair();
        var started = new DtlsPair();
        started.Start();
        var connected = new DtlsPair();
        connected.Connect();
        var failed = new DtlsPair(clientExpects: [default]);
        failed.Start();
        failed.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(before + 8, DtlsEndpoint.LiveCount);
        foreach (var pair in new[] { fresh, started, connected, failed })
        {
            pair.Dispose();
            pair.Dispose();
            Assert.False(pair.Client.HandleDatagram(pair.Now, pair.Log.Count > 0 ? pair.Log[0].Bytes : [], out _));
            pair.Client.HandleTimeout(pair.Now);
            pair.Client.Start(pair.Now);
            pair.Client.Close(pair.Now);
            Assert.False(pair.Client.TryPollTransmit(new byte[1200], out _));
        }

        Assert.Equal(before, DtlsEndpoint.LiveCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DtlsEndpoint(DtlsPair.ServerCertificate, DtlsRole.Server, [], 1200));
        Assert.Equal(before, DtlsEndpoint.LiveCount);
    }
}
