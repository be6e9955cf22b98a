using System.Buffers.Binary;
using Vidrn.Sfu.Fuzz.Rtcp;
using Vidrn.Sfu.Fuzz.Rtp;
using Vidrn.Sfu.Fuzz.Stun;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>A connected client turns hostile: it has the keys, so that everything behind decryption is reached.</summary>
public sealed class HostilePeerFuzz
{
    [Fact]
    public void Checks_with_good_credentials_and_any_content()
    {
        using var call = new FuzzCall();
        var (mallory, random) = (call.Mallory, new Xorshift(FuzzRun.SeedOf("HostilePeer.Stun")));
        var memory = new byte[2000 + StunSamples.SealLength];
        FuzzRun.Run("WorkerCore.Stun", StunSamples.Bare(mallory.Local, mallory.Remote), input =>
        {
            // From ports of its own, more than it may have pairs.
            var path = mallory.Path with { RemotePort = (ushort)(40_000 + (random.OneIn(2) ? 0 : random.Below(32))) };
            call.Worker.Deliver(path, memory.AsSpan(0, StunSamples.Seal(input, memory, mallory.Local.PwdBytes)));
            call.Tick();
        }, allocates: true);
        call.Finish();
    }

    [Fact]
    public void Rtp_of_any_content_under_the_real_keys()
    {
        using var call = new FuzzCall();
        var (mallory, random) = (call.Mallory, new Xorshift(FuzzRun.SeedOf("HostilePeer.Rtp")));
        byte[][] entries = [.. mallory.Streams.Select(static s => s.Delta), .. mallory.Streams.Select(static s => s.Keyframe), .. RtpSamples.All];
        var (before, forwarded) = (mallory.Peer.Ingress.Packets, call.Alice.Received[2]);
        FuzzRun.Run("WorkerCore.Rtp", new Corpus(entries, RtpSamples.Fragments), input =>
        {
            if (SrtpHeader.TryGetLength(input, out _))
            {
                var stream = mallory.Streams[random.Below(mallory.Streams.Length)];
                var step = random.Below(32) switch
                {
                    0 => random.Below(FuzzStream.MaxLead),
                    1 => random.Below(300),
                    2 => 0,
                    _ => 1,
                };
                stream.Index = Math.Min(stream.Index + step, stream.Accepted + FuzzStream.MaxLead);
                var index = random.OneIn(16) ? stream.Index - random.Below(100) : stream.Index;
                BinaryPrimitives.WriteUInt16BigEndian(input[2..], (ushort)index);
                BinaryPrimitives.WriteUInt32BigEndian(input[8..], stream.Ssrc);
                mallory.SendRtp(input, (uint)(index >> 16));
                if (DatagramDemux.Classify(input) == DatagramKind.Rtp)
                {
                    stream.Accepted = Math.Max(stream.Accepted, index);
                }
            }
            else
            {
                call.Worker.Deliver(mallory.Path, input);
            }

            call.Tick();
        }, allocates: true);
        Assert.True(mallory.Peer.Ingress.Packets - before > FuzzRun.Scale(FuzzRun.Inputs) / 4);
        Assert.True(call.Alice.Received[2] - forwarded > FuzzRun.Scale(FuzzRun.Inputs) / 1000);
        call.Finish();
    }

    [Fact]
    public void A_flood_of_ssrcs_under_the_real_keys()
    {
        using var call = new FuzzCall();
        var (mallory, random) = (call.Mallory, new Xorshift(FuzzRun.SeedOf("HostilePeer.Flood")));
        byte[][] entries = [.. mallory.Streams.Select(static s => s.Delta), .. mallory.Streams.Select(static s => s.Keyframe)];
        FuzzRun.Run("WorkerCore.SsrcFlood", new Corpus(entries), input =>
        {
            if (input.Length >= 12)
            {
                // Enough of the known ones that the table lets strangers in, and everything moves through it.
                var ssrc = random.OneIn(64) ? (uint)random.Next() : mallory.Ssrc(0x1000 + (uint)random.Below(96));
                BinaryPrimitives.WriteUInt32BigEndian(input[8..], ssrc);
                BinaryPrimitives.WriteUInt16BigEndian(input[2..], (ushort)random.Next());
                mallory.SendRtp(input, 0);
            }

            call.Tick();
        }, allocates: true);
        call.Finish();
    }

    [Fact]
    public void Rtcp_of_any_content_under_the_real_keys()
    {
        using var call = new FuzzCall();
        var (mallory, random) = (call.Mallory, new Xorshift(FuzzRun.SeedOf("HostilePeer.Rtcp")));
        var retransmissions = call.Worker.Core.Counters.Retransmissions;
        FuzzRun.Run("WorkerCore.Rtcp", RtcpSamples.Corpus(mallory.Streams[0].Ssrc, [.. mallory.SlotSsrcs, mallory.Ssrc(0x52)]), input =>
        {
            if (input.Length >= 8)
            {
                BinaryPrimitives.WriteUInt32BigEndian(input[4..], mallory.Streams[random.Below(mallory.Streams.Length)].Ssrc);
                mallory.SendRtcp(input);
            }
            else
            {
                call.Worker.Deliver(mallory.Path, input);
            }

            call.Tick();
        }, allocates: true);
        Assert.True(call.Worker.Core.Counters.Retransmissions > retransmissions);
        call.Finish();
    }

    [Fact]
    public void Dtls_of_any_content_around_real_records()
    {
        using var call = new FuzzCall();
        var (mallory, random) = (call.Mallory, new Xorshift(FuzzRun.SeedOf("HostilePeer.Dtls")));
        byte[][] fragments = [Convert.FromHexString("15FEFD00000000000000090002022800"), Convert.FromHexString("16FEFD0000000000000000")];
        FuzzRun.Run("WorkerCore.Dtls", new Corpus(mallory.DtlsLog, fragments), input =>
        {
            call.Worker.Deliver(mallory.Path, input);
            if (random.OneIn(64))
            {
                mallory.SendData(input[..Math.Min(input.Length, 900)]);
                mallory.DtlsLog.Clear();
            }

            call.Tick();
        }, allocates: true);
        call.Finish();
    }

    /// <summary>Datagrams as they were on the wire, changed: nothing but counters, since nothing authenticates.</summary>
    [Fact]
    public void Changed_ciphertext_from_a_peers_own_address()
    {
        using var call = new FuzzCall();
        var mallory = call.Mallory;
        byte[][] entries = [.. mallory.Streams.Select(static s => Encrypted(s.Delta)), .. RtcpSamples.Corpus(1, mallory.SlotSsrcs).Entries.Select(Encrypted)];
        var packets = mallory.Peer.Ingress.Packets;
        FuzzRun.Run("WorkerCore.Ciphertext", new Corpus(entries), input =>
        {
            call.Worker.Deliver(mallory.Path, input);
            call.Tick();
        }, allocates: true);
        Assert.Equal(packets, mallory.Peer.Ingress.Packets);
        call.Finish();

        // Under keys of another call.
        static byte[] Encrypted(byte[] packet) => [.. packet, .. new byte[20]];
    }

    /// <summary>Leaps of almost half the circle, all but the last lost: the receiver's rollover counter must survive its publisher.</summary>
    [Fact]
    public void Leaping_sequence_numbers_do_not_break_a_receivers_slot()
    {
        using var call = new FuzzCall();
        var (audio, video) = (call.Mallory.Streams[0], call.Mallory.Streams[1]);
        for (var i = 0; i < 50; i++)
        {
            call.Alice.LosesAll = i % 10 != 9;
            audio.Index += 0x7000;
            video.Index += 0x7000;
            audio.Send(call.Mallory, false);
            video.Send(call.Mallory, false);
            video.Send(call.Mallory, true);
            call.Worker.Advance(TimeSpan.FromMilliseconds(100));
        }

        var before = call.Alice.Received.ToArray();
        for (var i = 0; i < 10; i++)
        {
            audio.Send(call.Mallory, false);
            video.Send(call.Mallory, i == 0);
            call.Worker.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(call.Alice.Received[0] - before[0], 9, 10);
        Assert.InRange(call.Alice.Received[2] - before[2], 9, 10);
        call.Finish();
    }

    /// <summary>
    /// A member forges the sender address of another (a UDP source address proves nothing) and sends checks with its own good
    /// credentials: the other's media must still be the other's.
    /// </summary>
    [Fact]
    public void A_peer_cannot_take_the_path_of_another()
    {
        using var call = new FuzzCall();
        for (var i = 0; i < 100; i++)
        {
            call.Mallory.Check(nominate: true, call.Bob.Path);
            call.Bob.Streams[0].Send(call.Bob, false);
            call.Bob.Streams[1].Send(call.Bob, false);
            call.Worker.Advance(TimeSpan.FromMilliseconds(20));
        }

        call.Mallory.Check(nominate: true);
        call.Finish();
    }
}
