using System.Text;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>The media server's figures, documented in docs/operations.md. Reads what the workers count, a little late, and stops nobody.</summary>
internal sealed class MediaMetrics(MediaServer media, SessionDirectory directory, EventPump pump)
{
    private static readonly (DropReason Reason, string Label)[] Reasons =
        [.. Enum.GetValues<DropReason>().Where(static r => r != DropReason.None).Select(static r => (r, Label(r.ToString())))];

    private static readonly (string Name, string Help, Func<WorkerLoop, long> Read)[] Counters =
    [
        ("vidrn_media_packets_in_total", "Media packets taken from publishers.", static w => w.Core.Counters.PacketsIn),
        ("vidrn_media_packets_out_total", "Media packets sent to receivers, without retransmissions.", static w => w.Core.Counters.PacketsOut),
        ("vidrn_media_packets_paced_total", "Media packets that waited, so that a receiver's path is not sent more at once than it takes.", static w => w.Core.Counters.PacketsPaced),
        ("vidrn_media_retransmissions_total", "Packets sent again on NACK.", static w => w.Core.Counters.Retransmissions),
        ("vidrn_media_probes_total", "Padding packets sent to probe for bandwidth.", static w => w.Core.Counters.Probes),
        ("vidrn_media_keyframe_requests_total", "Keyframe requests sent to publishers.", static w => w.Core.Counters.KeyframeRequests),
        ("vidrn_media_switches_total", "Source or layer switches made.", static w => w.Core.Counters.Switches),
        ("vidrn_media_relayed_total", "Packets handed to other workers.", static w => w.Core.Counters.Relayed),
        ("vidrn_media_peer_faults_total", "Peers closed because handling them failed.", static w => w.Core.Counters.PeerFaults),
        ("vidrn_media_commands_refused_total", "Orders to a worker that found its queue full.", static w => w.CommandsRefused),
        ("vidrn_media_allocated_bytes_total", "Bytes that the worker's thread has allocated.", static w => w.AllocatedBytes),
        ("vidrn_udp_datagrams_received_total", "Datagrams received on the media port.", static w => w.Socket.Counters.DatagramsReceived),
        ("vidrn_udp_bytes_received_total", "Their payload bytes.", static w => w.Socket.Counters.BytesReceived),
        ("vidrn_udp_datagrams_sent_total", "Datagrams sent from the media port.", static w => w.Socket.Counters.DatagramsSent),
        ("vidrn_udp_messages_sent_total", "The messages that these were: one for each, or for a run of them (UDP_SEGMENT).", static w => w.Socket.Counters.MessagesSent),
        ("vidrn_udp_bytes_sent_total", "Their payload bytes.", static w => w.Socket.Counters.BytesSent),
        ("vidrn_udp_receive_calls_total", "System calls to receive.", static w => w.Socket.Counters.ReceiveCalls),
        ("vidrn_udp_send_calls_total", "System calls to send.", static w => w.Socket.Counters.SendCalls),
        ("vidrn_udp_segmented_sends_total", "Sends of several datagrams as one (UDP_SEGMENT).", static w => w.Socket.Counters.SegmentedSends),
        ("vidrn_udp_segmented_send_failures_total", "Those that the kernel refused and that went singly.", static w => w.Socket.Counters.SegmentedSendFailures),
        ("vidrn_udp_kernel_drops_total", "Datagrams the kernel lost because the worker's receive queue was full.", static w => w.Socket.Counters.KernelDrops),
        ("vidrn_tcp_packets_received_total", "Packets that came over TCP on the media port.", static w => w.Socket.Counters.StreamFramesReceived),
        ("vidrn_tcp_packets_sent_total", "Packets given to TCP connections.", static w => w.Socket.Counters.StreamFramesSent),
    ];

    private static readonly (string Name, string Help, Func<WorkerLoop, long> Read)[] Gauges =
    [
        ("vidrn_media_peers", "Media connections, established or not.", static w => w.Core.Peers.Count),
        ("vidrn_media_publications", "Published tracks on the worker, mirrors too.", static w => w.Core.Publications.Count),
        ("vidrn_media_buffers_in_use", "Packet buffers out of the pool.", static w => w.Core.Pool.InUse),
        ("vidrn_media_packets_waiting", "Media packets that wait now.", static w => w.Core.Counters.PacketsWaiting),
        ("vidrn_media_buffers", "Packet buffers made.", static w => w.Core.Pool.Created),
        ("vidrn_tcp_connections", "TCP connections of clients that UDP does not reach.", static w => w.Streams.Count),
    ];

    public void Write(PrometheusText text)
    {
        var loops = media.Workers.Loops;
        foreach (var (name, help, read) in Gauges)
        {
            text.Family(name, MetricKind.Gauge, help);
            WriteEach(text, loops, read);
        }

        foreach (var (name, help, read) in Counters)
        {
            text.Family(name, MetricKind.Counter, help);
            WriteEach(text, loops, read);
        }

        text.Family("vidrn_media_drops_total", MetricKind.Counter, "What was dropped, by reason.");
        foreach (var loop in loops)
        {
            foreach (var (reason, label) in Reasons)
            {
                text.Sample(loop.Core.Drops[reason], ("worker", $"{loop.Core.Index}"), ("reason", label));
            }
        }

        var (rooms, tracks, mirrors) = directory.Counts;
        text.Gauge("vidrn_rooms", "Rooms.", rooms);
        text.Gauge("vidrn_sessions", "Participants, those who wait for a resume too.", directory.SessionCount);
        text.Gauge("vidrn_tracks", "Published tracks.", tracks);
        text.Gauge("vidrn_mirrors", "Publications that stand on another worker than their publisher's.", mirrors);
        text.Gauge("vidrn_hub_connections", "Hub connections with a session.", pump.Count);
        text.Gauge("vidrn_dtls_sessions", "OpenSSL sessions that are not freed.", DtlsEndpoint.LiveCount);
        text.Counter("vidrn_tcp_connections_refused_total", "TCP connections turned away at a bound.", media.Workers.Streams.Refused);
        text.Counter("vidrn_media_events_lost_total", "Reports of workers that found the queue full.", media.EventsLost);
    }

    private static void WriteEach(PrometheusText text, IReadOnlyList<WorkerLoop> loops, Func<WorkerLoop, long> read)
    {
        foreach (var loop in loops)
        {
            text.Sample(read(loop), ("worker", $"{loop.Core.Index}"));
        }
    }

    /// <summary>StunMalformed as stun-malformed.</summary>
    private static string Label(string name)
    {
        var label = new StringBuilder();
        foreach (var c in name)
        {
            label.Append(char.IsAsciiLetterUpper(c) && label.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return label.ToString();
    }
}
