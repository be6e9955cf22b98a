using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>One receive slot, watched by its packets' headers.</summary>
internal sealed class WatchedSlot(ClientSlotParameters parameters)
{
    private const int MaxPacket = 1400;

    /// <summary>For the index, the tag and whatever else SRTCP puts behind.</summary>
    private const int SrtcpRoom = 64;

    /// <summary>After which it asks again.</summary>
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(60);

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

        if (now >= nack.NextTimeout)
        {
            Span<ushort> wanted = stackalloc ushort[128];
            var count = nack.Collect(now, RoundTrip, wanted);
            if (count > 0)
            {
                Span<byte> packet = stackalloc byte[MaxPacket];
                var compound = Begin(now, sender, packet);
                compound.Append(GenericNack.Write(compound.Free, sender.RtcpSsrc, parameters.Ssrc, wanted[..count], out _));
                sender.SendRtcp(packet, compound.Length);
            }
        }

        if (nack.KeyframeWanted)
        {
            nack.KeyframeWanted = false;
            Span<byte> packet = stackalloc byte[MaxPacket];
            var compound = Begin(now, sender, packet);
            compound.Append(PictureLossIndication.Write(compound.Free, sender.RtcpSsrc, parameters.Ssrc));
            sender.SendRtcp(packet, compound.Length);
        }
    }

    /// <summary>Feedback goes alone where both sides agreed (RFC 5506), else behind a report (RFC 3550 section 6.1).</summary>
    private RtcpCompoundWriter Begin(Instant now, ClientSender sender, Span<byte> packet)
    {
        var compound = new RtcpCompoundWriter(packet[..(MaxPacket - SrtcpRoom)]);
        if (!parameters.HasReducedSizeRtcp && Stream.Received > 0)
        {
            compound.Append(ReceiverReport.Write(compound.Free, sender.RtcpSsrc, [Stream.TakeReport(now)]));
            compound.Append(SourceDescription.Write(compound.Free, sender.RtcpSsrc, "load"u8));
        }

        return compound;
    }
}
