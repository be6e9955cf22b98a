using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Dtls;

public sealed class DtlsHandshakeTests
{
    private static readonly DateTimeOffset Today = DateTimeOffset.UnixEpoch.AddYears(60);

    [Theory]
    [InlineData(1200)]
    [InlineData(600)]
    [InlineData(DtlsEndpoint.MinMtu)]
    public void Both_roles_connect_in_two_round_trips_with_the_same_keys(int mtu)
    {
        using var pair = new DtlsPair(mtu);
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(40));
        pair.AssertSameKeys();
        Assert.Equal(TimeSpan.FromMilliseconds(80), pair.Elapsed);
        Assert.Equal(DtlsSrtpProfile.AeadAes128Gcm, pair.Client.Keys!.Profile);
        Assert.Equal(16, pair.Client.Keys.Client.Key.Length);
        Assert.Equal(12, pair.Client.Keys.Client.Salt.Length);
        Assert.Equal(Instant.Never, pair.Client.NextTimeout);
        Assert.Equal(Instant.Never, pair.Server.NextTimeout);
    }

    [Fact]
    public void At_the_usual_mtu_a_flight_is_one_datagram()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        Assert.Equal([true, false, true, false], pair.Log.Select(d => d.ToServer));
    }

    [Fact]
    public void A_peer_with_counter_mode_only_gets_it()
    {
        using var old = DtlsCertificate.Create(Today, "SRTP_AES128_CM_SHA1_80");
        using var pair = new DtlsPair(client: old);
        pair.Connect();
        pair.AssertSameKeys();
        Assert.Equal(DtlsSrtpProfile.Aes128CmHmacSha1Tag80, pair.Server.Keys!.Profile);
        Assert.Equal(14, pair.Server.Keys.Server.Salt.Length);
    }

    [Fact]
    public void The_servers_order_decides_the_profile()
    {
        using var counterFirst = DtlsCertificate.Create(Today, "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM");
        using var pair = new DtlsPair(client: counterFirst);
        pair.Connect();
        Assert.Equal(DtlsSrtpProfile.AeadAes128Gcm, pair.Client.Keys!.Profile);
    }

    [Fact]
    public void Without_a_common_profile_both_fail()
    {
        using var gcm = DtlsCertificate.Create(Today, "SRTP_AEAD_AES_128_GCM");
        using var counter = DtlsCertificate.Create(Today, "SRTP_AES128_CM_SHA1_80");
        using var pair = new DtlsPair(client: gcm, server: counter);
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Failed, DtlsState.Failed), (pair.Client.State, pair.Server.State));
        Assert.Equal("no SRTP profile in common", pair.Server.FailureReason);
        Assert.Null(pair.Client.Keys);
        Assert.Null(pair.Server.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_certificate_of_another_fingerprint_fails_both_sides(bool atTheClient)
    {
        using var other = DtlsCertificate.Create(Today);
        DtlsFingerprint[] wrong = [other.Fingerprint];
        using var pair = new DtlsPair(clientExpects: atTheClient ? wrong : null, serverExpects: atTheClient ? null : wrong);
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Failed, DtlsState.Failed), (pair.Client.State, pair.Server.State));
        Assert.Contains("certificate", pair.Client.FailureReason, StringComparison.Ordinal);
        Assert.Contains("certificate", pair.Server.FailureReason, StringComparison.Ordinal);
        Assert.Null(pair.Client.Keys);
        Assert.Null(pair.Server.Keys);
        Assert.True(pair.Elapsed < TimeSpan.FromMilliseconds(200), "the alert tells the other side at once");
    }

    [Fact]
    public void One_matching_fingerprint_of_several_will_do()
    {
        using var other = DtlsCertificate.Create(Today);
        using var pair = new DtlsPair(
            clientExpects: [other.Fingerprint, default, DtlsPair.ServerCertificate.Fingerprint],
            serverExpects: [new DtlsFingerprint(DtlsHash.Sha512, new byte[64]), DtlsPair.ClientCertificate.Fingerprint]);
        pair.Connect();
    }

    [Fact]
    public void Default_and_no_fingerprint_match_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DtlsPair(clientExpects: []));
        using var pair = new DtlsPair(clientExpects: [default]);
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(DtlsState.Failed, pair.Client.State);
    }

    [Fact]
    public void Dtls_1_0_is_refused()
    {
        using var pair = new DtlsPair();
        pair.Tamper = (toServer, bytes) =>
        {
            var older = bytes.ToArray();
            if (toServer && older[13] == 1)
            {
                older[26] = 0xFF; // ClientHello.client_version
            }

            return older;
        };
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Failed, DtlsState.Failed), (pair.Client.State, pair.Server.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_notify_closes_both_sides(bool byTheClient)
    {
        using var pair = new DtlsPair();
        pair.Connect();
        (byTheClient ? pair.Client : pair.Server).Close(pair.Now);
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Closed, DtlsState.Closed), (pair.Client.State, pair.Server.State));
        Assert.Null(pair.Client.FailureReason);
        Assert.False(pair.Server.HandleDatagram(pair.Now, pair.Log[0].Bytes, out var reason));
        Assert.Equal(DropReason.DtlsFailed, reason);
    }

    [Fact]
    public void Closing_before_the_end_of_the_handshake_sends_nothing()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Now);
        Span<byte> datagram = stackalloc byte[1200];
        Assert.True(pair.Client.TryPollTransmit(datagram, out _));
        pair.Client.Close(pair.Now);
        Assert.Equal(DtlsState.Closed, pair.Client.State);
        Assert.False(pair.Client.TryPollTransmit(datagram, out _));
        Assert.Equal(Instant.Never, pair.Client.NextTimeout);
    }

    [Fact]
    public void Application_data_is_discarded()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        for (var i = 0; i < 500; i++)
        {
            pair.Client.SendApplicationData(new byte[1 + i]);
            pair.Run(TimeSpan.FromMilliseconds(50));
        }

        Assert.True(pair.BothConnected);
        Assert.Equal(504, pair.Sent);
    }

    [Fact]
    public void Before_start_a_server_takes_nothing()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Now);
        var hello = new byte[1200];
        Assert.True(pair.Client.TryPollTransmit(hello, out var length));
        Assert.False(pair.Server.HandleDatagram(pair.Now, hello.AsSpan(0, length), out var reason));
        Assert.Equal(DropReason.DtlsNotReady, reason);
        Assert.Equal(DtlsState.New, pair.Server.State);
    }

    [Fact]
    public void The_keys_are_wiped_with_the_endpoint()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        var keys = pair.Client.Keys!;
        Assert.Contains(keys.Client.Key, b => b != 0);
        pair.Client.Dispose();
        Assert.All(keys.Client.Key.Concat(keys.Server.Key).Concat(keys.Client.Salt).Concat(keys.Server.Salt), b => Assert.Equal(0, b));
    }

    [Fact]
    public void Threads_share_a_certificate()
    {
        Parallel.For(0, 100, _ =>
        {
            using var pair = new DtlsPair();
            pair.Connect();
            pair.AssertSameKeys();
        });
    }

    [Fact]
    public void An_endpoint_outlives_its_certificate()
    {
        var certificate = DtlsCertificate.Create(Today);
        using var pair = new DtlsPair(server: certificate);
        certificate.Dispose();
        pair.Connect();
        Assert.Throws<ObjectDisposedException>(() =>
            new DtlsEndpoint(certificate, DtlsRole.Server, [DtlsPair.ClientCertificate.Fingerprint]));
    }
}
