using System.Buffers.Binary;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Dtls;

public sealed class DtlsLossTests
{
    private static readonly (int, TimeSpan) Lost = (0, TimeSpan.Zero);
    private static readonly (int, TimeSpan) Delivered = (1, TimeSpan.Zero);

    [Theory]
    [InlineData(1200, 4)]
    [InlineData(600, 5)]
    [InlineData(DtlsEndpoint.MinMtu, 7)]
    public void The_loss_of_any_one_datagram_costs_one_timeout(int mtu, int datagrams)
    {
        for (var lost = 0; lost < datagrams; lost++)
        {
            using var pair = new DtlsPair(mtu) { Network = n => n == lost ? Lost : Delivered };
            pair.Start();
            pair.Run(TimeSpan.FromSeconds(40));
            pair.AssertSameKeys();
            Assert.InRange(pair.Elapsed, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));
        }
    }

    [Fact]
    public void The_loss_of_any_two_datagrams_is_survived()
    {
        for (var first = 0; first < 8; first++)
        {
            for (var second = first + 1; second < 9; second++)
            {
                using var pair = new DtlsPair { Network = n => n == first || n == second ? Lost : Delivered };
                pair.Start();
                pair.Run(TimeSpan.FromSeconds(40));
                pair.AssertSameKeys();
                Assert.InRange(pair.Elapsed, TimeSpan.FromMilliseconds(80), TimeSpan.FromSeconds(1));
            }
        }
    }

    [Fact]
    public void A_third_of_all_lost_still_connects()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            using var pair = new DtlsPair { Network = _ => random.NextDouble() < 0.3 ? Lost : Delivered };
            pair.Start();
            pair.Run(TimeSpan.FromSeconds(40));
            pair.AssertSameKeys();
        }
    }

    [Fact]
    public void Reordering_and_duplicates_are_harmless()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            using var pair = new DtlsPair(seed % 2 == 0 ? 1200 : DtlsEndpoint.MinMtu)
            {
                Network = _ => (random.Next(1, 4), TimeSpan.FromMilliseconds(random.Next(0, 300))),
            };
            pair.Start();
            pair.Run(TimeSpan.FromSeconds(40));
            pair.AssertSameKeys();
        }
    }

    [Fact]
    public void A_connected_server_repeats_its_last_flight_for_a_client_that_lost_it()
    {
        // Datagram 3 is the server's last flight; the client's copies of its own ask for it again.
        var lastFlights = 0;
        using var pair = new DtlsPair();
        pair.Network = n => n >= 3 && !pair.Log[n].ToServer && ++lastFlights <= 5 ? Lost : Delivered;
        pair.Start();
        pair.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal((DtlsState.Handshaking, DtlsState.Connected), (pair.Client.State, pair.Server.State));
        Assert.True(pair.Server.NextTimeout > pair.Now + TimeSpan.FromSeconds(29));
        pair.Run(TimeSpan.FromSeconds(40));
        pair.AssertSameKeys();
        Assert.Equal(6, lastFlights);
    }

    [Fact]
    public void A_late_copy_of_the_clients_last_flight_does_not_disturb_a_connected_pair()
    {
        using var pair = new DtlsPair();
        pair.Network = n => n == 3 ? (1, TimeSpan.FromSeconds(2)) : Delivered;
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(40));
        pair.AssertSameKeys();
        foreach (var (toServer, bytes) in pair.Log.ToArray())
        {
            (toServer ? pair.Server : pair.Client).HandleDatagram(pair.Now, bytes, out _);
        }

        pair.Run(TimeSpan.FromSeconds(5));
        pair.AssertSameKeys();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_an_answer_it_gives_up_after_30_seconds(bool isClient)
    {
        using var pair = new DtlsPair { Network = n => n == 0 && !isClient ? Delivered : Lost };
        var endpoint = isClient ? pair.Client : pair.Server;
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(29));
        Assert.Equal(DtlsState.Handshaking, endpoint.State);
        pair.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(DtlsState.Failed, endpoint.State);
        Assert.Equal("no answer to the DTLS handshake", endpoint.FailureReason);
        Assert.Equal(Instant.Never, endpoint.NextTimeout);
        var sent = pair.Log.Where(d => d.ToServer == isClient).Select(d => d.Bytes).ToList();
        Assert.Equal(13, sent.Count);

        // The flight and its copies: the same messages under record sequence numbers never used before.
        var sequences = sent.Take(1 + DtlsFlight.MaxCopies).Select(b => BinaryPrimitives.ReadUInt64BigEndian(b.AsSpan(3))).ToList();
        Assert.Equal(sequences.Count, sequences.Distinct().Count());
        Assert.Equal(sequences.Order(), sequences);
        Assert.All(sent, b => Assert.Equal(sent[0].AsSpan(13, 12).ToArray(), b.AsSpan(13, 12).ToArray()));
    }

    [Fact]
    public void Intervals_double_from_200_ms_to_3_s()
    {
        using var pair = new DtlsPair { Network = _ => Lost };
        pair.Client.Start(pair.Now);
        var last = pair.Now;
        var datagram = new byte[1200];
        foreach (var milliseconds in new[] { 200, 400, 800, 1600, 3000, 3000, 3000 })
        {
            Assert.True(pair.Client.TryPollTransmit(datagram, out _));
            Assert.False(pair.Client.TryPollTransmit(datagram, out _));
            Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), pair.Client.NextTimeout - last);
            last = pair.Client.NextTimeout;
            pair.Client.HandleTimeout(last - TimeSpan.FromMilliseconds(1));
            Assert.False(pair.Client.TryPollTransmit(datagram, out _));
            pair.Client.HandleTimeout(last);
        }
    }

    [Fact]
    public void What_nobody_polls_does_not_pile_up()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Now);
        while (pair.Client.NextTimeout != Instant.Never)
        {
            pair.Client.HandleTimeout(pair.Client.NextTimeout);
        }

        var datagram = new byte[1200];
        Assert.True(pair.Client.TryPollTransmit(datagram, out _));
        Assert.False(pair.Client.TryPollTransmit(datagram, out _));
    }
}
