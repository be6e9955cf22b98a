using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;

namespace Vidrn.SignalingApi.Tests.Bench;

/// <summary>A packet that a source of the load sent.</summary>
internal sealed record PlayedPacket(Instant At, byte PayloadType, uint Ssrc, ushort Sequence, uint Timestamp, bool Marker, byte[] Payload)
{
    public Vp8PayloadDescriptor Vp8 => Vp8PayloadDescriptor.TryParse(Payload, out var descriptor) ? descriptor : throw new InvalidOperationException("no VP8");
}

/// <summary>Runs a source of the load in virtual time and keeps what it sends.</summary>
internal sealed class PlayedPackets : IDisposable
{
    private static readonly byte[] Key = new byte[16];
    private static readonly byte[] Salt = new byte[12];

    private readonly DatagramQueue queue = new();
    private readonly SrtpReceiver receiver = new(SrtpProfile.AeadAes128Gcm, Key, Salt);
    private readonly LoadSource source;
    private Instant now = new(1_000_000_000);

    public PlayedPackets(LoadSource source)
    {
        this.source = source;
        Sender = new ClientSender(queue, new HeaderExtensionMap(), new ClientClock(default), 1) { Srtp = new SrtpSender(SrtpProfile.AeadAes128Gcm, Key, Salt) };
        source.Start(now);
    }

    public ClientSender Sender { get; }

    public Instant Now => now;

    /// <summary>What is sent in that time.</summary>
    public List<PlayedPacket> Play(TimeSpan length)
    {
        var all = new List<PlayedPacket>();
        for (var end = now + length; source.NextTimeout <= end;)
        {
            now = Instant.Min(end, source.NextTimeout);
            source.HandleTimeout(now, Sender);
            all.AddRange(Take());
        }

        return all;
    }

    /// <summary>What waits to leave, without reports.</summary>
    public List<PlayedPacket> Take()
    {
        var all = new List<PlayedPacket>();
        var memory = new byte[2048];
        while (queue.TryTake(memory, out var length))
        {
            var packet = memory.AsSpan(0, length);
            if (packet[1] is >= 192 and <= 223)
            {
                continue;
            }

            Assert.True(SrtpHeader.TryGetLength(packet, out var headerLength));

            // What is sent again in place has an index that was seen.
            using var fresh = new SrtpReceiver(SrtpProfile.AeadAes128Gcm, Key, Salt);
            Assert.True(receiver.TryUnprotectRtp(packet, headerLength, out var plain, out _, out var reason) || fresh.TryUnprotectRtp(packet, headerLength, out plain, out _, out reason), reason.ToString());
            Assert.True(RtpPacketView.TryParse(packet[..plain], out var view, out _));
            all.Add(new PlayedPacket(now, view.PayloadType, view.Ssrc, view.SequenceNumber, view.Timestamp, view.Marker, view.Payload.ToArray()));
        }

        return all;
    }

    public void Dispose()
    {
        receiver.Dispose();
        Sender.Dispose();
    }
}
