using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>Everything one slot received, in the order of its sequence numbers.</summary>
internal sealed class SlotRecording
{
    private readonly SortedDictionary<long, SlotPacket> packets = [];
    private readonly List<SlotReport> reports = [];

    /// <summary>By sequence number.</summary>
    public IReadOnlyCollection<SlotPacket> Packets => packets.Values;

    public IReadOnlyList<SlotReport> Reports => reports;

    public int Count => packets.Count;

    public void Add(in SlotPacket packet) => packets.Add(packet.Sequence, packet);

    public void AddReport(Instant now, NtpTime ntp, uint rtpTimestamp) => reports.Add(new SlotReport(now, ntp, rtpTimestamp));

    /// <summary>Sequence numbers between the first and the last that never came.</summary>
    public IReadOnlyList<long> Missing(Instant before)
    {
        var missing = new List<long>();
        var last = -1L;
        foreach (var packet in packets.Values)
        {
            if (packet.ArrivedAt > before)
            {
                break;
            }

            for (var s = last + 1; last >= 0 && s < packet.Sequence; s++)
            {
                missing.Add(s);
            }

            last = packet.Sequence;
        }

        return missing;
    }
}

/// <summary>A sender report of a slot.</summary>
/// <param name="ArrivedAt">When.</param>
/// <param name="Ntp">The server's wall clock.</param>
/// <param name="RtpTimestamp">The same moment on the slot's line.</param>
internal readonly record struct SlotReport(Instant ArrivedAt, NtpTime Ntp, uint RtpTimestamp);
