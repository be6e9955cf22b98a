using System.Buffers.Binary;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Tests.Dtls;

public sealed class DtlsHostileInputTests
{
    [Fact]
    public void What_is_no_record_is_dropped()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now);
        byte[][] datagrams =
        [
            [], [22], new byte[13], new byte[1200], Record(22, 0, new byte[100])[..112], Record(22, 0, []),
            Record(24, 0, new byte[40]), Record(19, 0, new byte[40]), Record(23, 0, new byte[40]), new byte[DtlsEndpoint.MaxDatagram + 1],
        ];
        foreach (var datagram in datagrams)
        {
            Assert.False(pair.Server.HandleDatagram(pair.Now, datagram, out var reason));
            Assert.Equal(DropReason.DtlsMalformed, reason);
        }

        pair.Connect();
    }

    [Fact]
    public void Encrypted_records_ahead_of_the_handshake_do_not_spoil_it()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now);
        for (ushort i = 0; i < 1000; i++)
        {
            pair.Server.HandleDatagram(pair.Now, Record(22, 1, new byte[60], i), out _);
        }

        pair.Connect();
    }

    /// <summary>OpenSSL takes the fragment of a record that it will not read for the next record.</summary>
    [Theory]
    [InlineData(22, 0, 0xFEF7)]
    [InlineData(22, 0, 0xFEFF)]
    [InlineData(23, 1, 0xFEF7)]
    [InlineData(23, 1, 0xFEFF)]
    public void A_record_hidden_in_one_of_another_version_does_not_end_a_connection(byte type, ushort epoch, int version)
    {
        using var pair = new DtlsPair();
        pair.Connect();

        // Shorter than what OpenSSL can decrypt: it would end the connection.
        var hiding = Record(type, epoch, [.. Record(23, 1, [0], 5), .. new byte[30]], 900);
        BinaryPrimitives.WriteUInt16BigEndian(hiding.AsSpan(1), (ushort)version);
        pair.Server.HandleDatagram(pair.Now, hiding, out _);
        pair.Client.HandleDatagram(pair.Now, hiding, out _);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Noise_does_not_end_a_connection()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var fragment = new byte[random.Next(1, 80)];
            random.NextBytes(fragment);
            var noise = Record((byte)random.Next(20, 24), (ushort)random.Next(0, 4), fragment, (ushort)random.Next(0, 65536));
            pair.Server.HandleDatagram(pair.Now, noise, out _);
            pair.Client.HandleDatagram(pair.Now, noise, out _);
        }

        pair.AssertSameKeys();
        pair.Client.Close(pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(DtlsState.Closed, pair.Server.State);
    }

    [Fact]
    public void Mutations_in_a_live_connection_are_dropped()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        var random = new Random(8);
        var bytes = pair.Log.Select(d => d.Bytes).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = Mutate(bytes[random.Next(bytes.Length)], random);
            pair.Server.HandleDatagram(pair.Now, mutated, out _);
            pair.Client.HandleDatagram(pair.Now, mutated, out _);
        }

        pair.AssertSameKeys();
    }

    [Fact]
    public void Mutations_at_every_stage_of_the_handshake_end_in_some_state_without_a_fault()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var stage = random.Next(0, 5);
            using var pair = new DtlsPair(random.Next(2) == 0 ? 1200 : DtlsEndpoint.MinMtu);
            pair.Tamper = (toServer, bytes) =>
            {
                if (pair.Sent < stage)
                {
                    return bytes;
                }

                var target = toServer ? pair.Server : pair.Client;
                for (var i = random.Next(0, 20); i >= 0; i--)
                {
                    target.HandleDatagram(pair.Now, Mutate(bytes, random), out _);
                }

                return random.Next(2) == 0 ? bytes : Mutate(bytes, random);
            };
            pair.Start();
            pair.Run(TimeSpan.FromSeconds(40));
            Assert.NotEqual(DtlsState.New, pair.Client.State);
            foreach (var endpoint in new[] { pair.Client, pair.Server })
            {
                Assert.Equal(endpoint.State == DtlsState.Failed, endpoint.FailureReason != null);
                Assert.True(endpoint.State != DtlsState.Handshaking, "after 40 seconds it has connected or given up");
                Assert.True(endpoint.State != DtlsState.Connected || endpoint.Keys != null);
            }
        }
    }

    [Fact]
    public void Handshake_fragments_that_claim_much_hold_little()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now);
        for (ushort i = 0; i < 2000; i++)
        {
            // Certificate, 16 MB long by its header, of which 100 bytes are here.
            var message = new byte[12 + 100];
            message[0] = 11;
            message[1] = message[2] = message[3] = 0xFF;
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), i);
            message[11] = 100;
            pair.Server.HandleDatagram(pair.Now, Record(22, 0, message, i), out _);
        }

        Assert.Equal(DtlsState.Failed, pair.Server.State);
    }

    [Fact]
    public void An_alert_written_right_after_a_flight_does_not_wait_with_its_copies()
    {
        // A sixth message behind the five of the server's flight: the client reads it just after it has answered them.
        byte[] message = [99, 0, 0, 1, 0, 5, 0, 0, 0, 0, 0, 1, 0];
        using var pair = new DtlsPair();
        pair.Tamper = (toServer, bytes) => toServer ? bytes : [.. bytes, .. Record(22, 0, message, 50)];
        pair.Start();
        pair.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(DtlsState.Failed, pair.Client.State);
        Assert.True(HasAlert(pair.Log[^1]));
        pair.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(DtlsState.Failed, pair.Server.State);

        static bool HasAlert((bool ToServer, byte[] Bytes) datagram)
        {
            ReadOnlySpan<byte> rest = datagram.Bytes;
            while (DtlsRecordView.TryParse(rest, out var record))
            {
                if (record.ContentType == DtlsRecordView.Alert)
                {
                    return datagram.ToServer;
                }

                rest = rest[record.Bytes.Length..];
            }

            return false;
        }
    }

    [Fact]
    public void The_filter_survives_200000_mutations()
    {
        using var pair = new DtlsPair(DtlsEndpoint.MinMtu);
        pair.Connect();
        var bytes = pair.Log.Select(d => d.Bytes).ToArray();
        var random = new Random(9);
        var filter = new DtlsRecordFilter();
        var records = new byte[DtlsEndpoint.MaxDatagram];
        for (var i = 0; i < 200_000; i++)
        {
            var mutated = Mutate(bytes[i % bytes.Length], random);
            var length = filter.Select(mutated, i / 100, isHandshaking: true, records);
            Assert.True(length <= mutated.Length);
        }
    }

    private static byte[] Record(byte type, ushort epoch, ReadOnlySpan<byte> fragment, ushort sequence = 0)
    {
        var record = new byte[DtlsRecordView.HeaderSize + fragment.Length];
        record[0] = type;
        record[1] = 0xFE;
        record[2] = 0xFD;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(3), epoch);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(9), sequence);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(11), (ushort)fragment.Length);
        fragment.CopyTo(record.AsSpan(DtlsRecordView.HeaderSize));
        return record;
    }

    private static byte[] Mutate(ReadOnlySpan<byte> original, Random random)
    {
        var bytes = original.ToArray();
        for (var flips = random.Next(1, 8); flips > 0; flips--)
        {
            // Half of the changes hit the headers, where the lengths are.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(26, bytes.Length) : bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => random.Next(2) == 0 ? (byte)0 : (byte)0xFF,
            };
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
