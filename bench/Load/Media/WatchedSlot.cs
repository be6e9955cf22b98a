using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>One receive slot, watched by its packets' headers.</summary>
internal sealed class WatchedSlot(ClientSlotParameters parameters)
{
    private readonly PublisherClock serverClock = new();

    public ClientSlotParameters Parameters => parameters;

    public ReceiveStream Stream { get; } = new(parameters.Ssrc, parameters.IsVideo ? 90_000 : 48_000, parameters.IsVideo && parameters.HasNack);

    /// <summary>A packet that was asked for comes again as it was, under its own number.</summary>
    public bool IsRepairedInPlace => Stream.Nack is not null && parameters.RtxSsrc == 0;

    /// <summary>Packets since the last one that was decrypted.</summary>
    public int SinceSample { get; set; } = int.MaxValue / 2;

    public void HandleSenderReport(Instant now, NtpTime ntp, uint rtpTimestamp)
    {
        serverClock.OnSenderReport(now, ntp);
        Stream.OnSenderReport(now, ntp, rtpTimestamp, serverClock);
    }

    /// <summary>Writes NACK and PLI that are due.</summary>
    public void HandleTimeout(Instant now, ClientSender sender)
    {
        if (Stream.Nack is not { } nack)
        {
            return;
        }

        Span<byte> packet = stackalloc byte[1400];
        if (now >= nack.NextTimeout)
        {
            Span<ushort> wanted = stackalloc ushort[128];
            var count = nack.Collect(now, TimeSpan.FromMilliseconds(60), wanted);
            if (count > 0)
            {
                sender.SendRtcp(packet, GenericNack.Write(packet[..1200], sender.RtcpSsrc, parameters.Ssrc, wanted[..count], out _));
            }
        }

        if (nack.KeyframeWanted)
        {
            nack.KeyframeWanted = false;
            sender.SendRtcp(packet, PictureLossIndication.Write(packet, sender.RtcpSsrc, parameters.Ssrc));
        }
    }
}
