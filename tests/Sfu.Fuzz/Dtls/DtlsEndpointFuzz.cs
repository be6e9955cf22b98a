using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Fuzz.Dtls;

public sealed class DtlsEndpointFuzz
{
    private static readonly byte[][] Fragments =
    [
        Convert.FromHexString("15FEFD0000000000000009000202" + "28"), Convert.FromHexString("15FEFD000000000000000A00020100"),
        Convert.FromHexString("14FEFD0000000000000003000101"), Convert.FromHexString("16FEFD00000000000000FF000C0E0000000004000000000000"),
        Convert.FromHexString("17FEFD000100000000000A0019") , Convert.FromHexString("FFFFFF"),
    ];

    /// <summary>Nothing without the keys ends a connection or is answered at length.</summary>
    [Fact]
    public void A_connection_outlives_all_that_is_not_authentic()
    {
        using var pair = new DtlsFuzzPair();
        pair.Connect();
        var datagram = new byte[DtlsEndpoint.MaxDatagram];
        FuzzRun.Run("DtlsEndpoint.Connected", new Corpus(pair.Log, Fragments), input =>
        {
            pair.Now += TimeSpan.FromMilliseconds(1);
            pair.Server.HandleDatagram(pair.Now, input, out _);
            FuzzRun.Require(pair.Server.State == DtlsState.Connected, pair.Server.FailureReason ?? "closed");
            while (pair.Server.TryPollTransmit(datagram, out _))
            {
            }

            if (pair.Server.NextTimeout <= pair.Now)
            {
                pair.Server.HandleTimeout(pair.Now);
            }
        }, allocates: true);
        pair.Client.SendApplicationData("still"u8);
        pair.Carry();
        Assert.True(pair.BothConnected);
    }

    /// <summary>At every step of real handshakes, hostile datagrams come first: it completes or fails, and nothing is left behind.</summary>
    [Fact]
    public void Handshakes_under_fire_complete_or_fail_and_are_freed()
    {
        var live = DtlsEndpoint.LiveCount;
        using var model = new DtlsFuzzPair();
        model.Connect();
        var pair = new DtlsFuzzPair();
        var random = new Xorshift(FuzzRun.SeedOf("DtlsEndpoint.Steps"));
        var (completed, failed) = (0L, 0L);
        pair.Start();
        FuzzRun.Run("DtlsEndpoint.Handshake", new Corpus(model.Log, Fragments), input =>
        {
            pair.Now += TimeSpan.FromMilliseconds(20);
            pair.Server.HandleDatagram(pair.Now, input, out _);
            if (random.OneIn(4))
            {
                pair.Carry();
            }

            pair.Server.HandleTimeout(pair.Now);
            pair.Client.HandleTimeout(pair.Now);
            if (pair.Server.State != DtlsState.Handshaking)
            {
                completed += pair.BothConnected ? 1 : 0;
                failed += pair.BothConnected ? 0 : 1;
                FuzzRun.Require((pair.Server.State == DtlsState.Connected) == (pair.Server.Keys is not null));
                pair.Dispose();
                pair = new DtlsFuzzPair { Now = pair.Now };
                pair.Start();
            }

            FuzzRun.Require(DtlsEndpoint.LiveCount <= live + 4);
        }, allocates: true);
        pair.Dispose();
        Assert.True(completed > 100 && failed > 100, $"{completed} completed, {failed} failed");
        Assert.Equal(live + 2, DtlsEndpoint.LiveCount);
    }
}
