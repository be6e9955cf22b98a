using System.Security.Cryptography;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Dtls;

/// <summary>After the handshake: without OpenSSL's object, and each side beside one that still has it.</summary>
public sealed class DtlsSettledTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    public void Close_notify_closes_both_sides(bool clientSettled, bool serverSettled, bool byTheClient)
    {
        using var pair = Connected(clientSettled, serverSettled);
        (byTheClient ? pair.Client : pair.Server).Close(pair.Now);
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Closed, DtlsState.Closed), (pair.Client.State, pair.Server.State));
        Assert.Null(pair.Client.FailureReason);
        Assert.Null(pair.Server.FailureReason);
    }

    [Fact]
    public void With_AES_256_too()
    {
        using var certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60), ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384");
        using var pair = new DtlsPair(client: certificate);
        pair.Connect();
        pair.Server.Settle();
        Assert.True(pair.Server.IsSettled);
        pair.Client.Close(pair.Now);
        pair.Run(TimeSpan.FromSeconds(5));
        Assert.Equal((DtlsState.Closed, DtlsState.Closed), (pair.Client.State, pair.Server.State));
    }

    [Fact]
    public void A_peer_that_never_shows_that_it_has_finished_has_after_30_seconds()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        pair.Run(TimeSpan.FromSeconds(28));
        Assert.False(pair.Server.IsSettled);
        pair.Run(TimeSpan.FromSeconds(3));
        Assert.True(pair.Server.IsSettled);
        Assert.True(pair.Client.IsSettled);
        Assert.Equal(Instant.Never, pair.Server.NextTimeout);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Before_the_handshake_is_over_nothing_is_settled()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.Client.Settle();
        pair.Server.Settle();
        pair.Run(TimeSpan.FromSeconds(1));
        Assert.True(pair.BothConnected);
        Assert.False(pair.Client.IsSettled || pair.Server.IsSettled);
    }

    [Fact]
    public void Neither_records_of_the_handshake_nor_data_nor_its_own_records_matter_any_more()
    {
        using var pair = Connected(clientSettled: false, serverSettled: true);
        foreach (var (_, bytes) in pair.Log.ToArray())
        {
            Assert.False(pair.Server.HandleDatagram(pair.Now, bytes, out var reason));
            Assert.Equal(DropReason.DtlsMalformed, reason);
        }

        pair.Client.SendApplicationData(new byte[100]);
        pair.Run(TimeSpan.FromSeconds(1));
        Assert.True(pair.BothConnected);

        using var other = Connected(clientSettled: true, serverSettled: true);
        other.Client.Close(other.Now);
        Span<byte> record = stackalloc byte[200];
        Assert.True(other.Client.TryPollTransmit(record, out var length));
        Assert.Equal(DtlsAlerts.RecordSize, length);
        using var reflected = Connected(clientSettled: true, serverSettled: true);
        reflected.Server.Close(reflected.Now);
        Assert.True(reflected.Server.TryPollTransmit(record, out length));
        Assert.False(pair.Server.HandleDatagram(pair.Now, record[..length], out _));
        Assert.True(pair.BothConnected);
    }

    [Fact]
    public void No_changed_bit_of_an_alert_is_believed_and_behind_another_record_it_is_found()
    {
        using var pair = Connected(clientSettled: true, serverSettled: true);
        pair.Client.Close(pair.Now);
        var record = new byte[DtlsAlerts.RecordSize];
        Assert.True(pair.Client.TryPollTransmit(record, out _));
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            var forged = record.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(pair.Server.HandleDatagram(pair.Now, forged, out var reason));
            Assert.Equal(DropReason.DtlsMalformed, reason);
        }

        for (var cut = 0; cut < record.Length; cut++)
        {
            Assert.False(pair.Server.HandleDatagram(pair.Now, record.AsSpan(0, cut), out _));
        }

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.True(pair.Server.HandleDatagram(pair.Now, [0x17, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 3, 1, 2, 3, .. record], out _));
        Assert.Equal(DtlsState.Closed, pair.Server.State);
    }

    [Fact]
    public void A_fatal_alert_fails_and_a_warning_does_not()
    {
        var (client, server) = DtlsConnectionKeys.Derive(HashAlgorithmName.SHA256, 16, new byte[48], new byte[32], new byte[32]);
        using var from = new DtlsAlerts(client, server);
        using var to = new DtlsAlerts(server with { Key = [.. server.Key] }, client with { Key = [.. client.Key] });
        DtlsAlert[] alerts = [new(1, 90), new(2, 80), DtlsAlert.CloseNotify];
        var datagram = new byte[DtlsAlerts.RecordSize * alerts.Length];
        foreach (var (i, alert) in alerts.Index())
        {
            from.Write(alert, datagram.AsSpan(i * DtlsAlerts.RecordSize, DtlsAlerts.RecordSize));
        }

        // A warning, such as that the user went, comes before close_notify, and may be in its datagram.
        ReadOnlySpan<byte> left = datagram;
        foreach (var alert in alerts)
        {
            Assert.True(to.TryRead(ref left, out var read));
            Assert.Equal(alert, read);
        }

        Assert.False(to.TryRead(ref left, out _));
        Assert.True(new DtlsAlert(2, 80).IsFatal);
        Assert.False(new DtlsAlert(1, 90).IsFatal || new DtlsAlert(1, 90).IsCloseNotify);
        Assert.True(DtlsAlert.CloseNotify.IsCloseNotify);
    }

    /// <summary>The vector for P_SHA256 that the TLS working group's list has for TLS 1.2, and one for P_SHA384.</summary>
    [Theory]
    [InlineData("SHA256", "9bbe436ba940f017b17652849a71db35", "a0ba9f936cda311827a6f796ffd5198c", "test label",
        "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66")]
    [InlineData("SHA384", "b80b733d6ceefcdc71566ea48e5567df", "cd665cf6a8447dd6ff8b27555edb7465", "test label",
        "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f")]
    public void P_hash_agrees_with_the_published_vectors(string hash, string secret, string seed, string label, string output)
    {
        var expected = Convert.FromHexString(output);
        var actual = new byte[expected.Length];
        DtlsConnectionKeys.Expand(new HashAlgorithmName(hash), Convert.FromHexString(secret),
            [.. System.Text.Encoding.ASCII.GetBytes(label), .. Convert.FromHexString(seed)], actual);
        Assert.Equal(expected, actual);
    }

    private static DtlsPair Connected(bool clientSettled, bool serverSettled)
    {
        var pair = new DtlsPair();
        pair.Connect();
        if (clientSettled)
        {
            pair.Client.Settle();
        }

        if (serverSettled)
        {
            pair.Server.Settle();
        }

        Assert.Equal((clientSettled, serverSettled), (pair.Client.IsSettled, pair.Server.IsSettled));
        return pair;
    }
}
