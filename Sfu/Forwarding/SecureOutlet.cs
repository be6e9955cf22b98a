using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>One peer's way out: its SRTP keys and its queue. Without keys or a selected path nothing leaves.</summary>
internal sealed class SecureOutlet
{
    /// <summary>Datagrams to the peer's selected path.</summary>
    public SendQueue Queue { get; } = new();

    /// <summary>Null until DTLS has made keys.</summary>
    public SrtpSender? Srtp { get; set; }

    /// <summary>True once ICE has selected a path.</summary>
    public bool HasPath { get; set; }

    public bool IsOpen => Srtp is not null && HasPath;

    /// <summary>Bounds what is sent again.</summary>
    public RetransmissionBudget Retransmissions { get; } = new();

    /// <summary>Finds that the path overflows.</summary>
    public LossBurst Losses { get; } = new();

    /// <summary>Spreads what it is sent of video; null where nothing is paced.</summary>
    public PacedQueue? Pacing { get; init; }

    /// <summary>Makes the peer's timers run by a time: what it receives is decided while another peer's packets are handled.</summary>
    public Action<Instant>? RequestTimeout { get; set; }

    /// <summary>Fetches what the next packets need beside this object itself.</summary>
    public void Prefetch()
    {
        CacheLines.Prefetch(Srtp, 1);
        CacheLines.Prefetch(Queue, 2);
        CacheLines.Prefetch(Losses, 2);
        CacheLines.Prefetch(Pacing, 2);
    }

    /// <summary>Protects and queues a compound RTCP packet; without a path it is dropped, as a network would.</summary>
    public void SendRtcp(ForwardingContext context, ReadOnlySpan<byte> packet)
    {
        if (!IsOpen || packet.IsEmpty || !context.Pool.TryRent(out var target))
        {
            return;
        }

        packet.CopyTo(target.Memory);
        target.Length = Srtp!.ProtectRtcp(target.Memory, packet.Length);
        context.Outbox.Enqueue(Queue, target);
    }
}
