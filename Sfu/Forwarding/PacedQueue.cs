using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Spreads what one receiver is sent of video: what its bucket does not let pass waits here, in one order over all its slots, and
/// leaves in runs (which the kernel takes as one send) by the peer's timers, or with the next packet when those are late. Nothing is
/// dropped for the pacing's sake: a missing packet costs the picture until the next keyframe, while one that comes too fast may pass,
/// and when it does not the receiver's estimate says so. So what would wait too long, or is too much, leaves though the bucket is empty.
/// </summary>
internal sealed class PacedQueue
{
    /// <summary>Packets that wait at most; one more and the oldest leaves.</summary>
    public const int MostPackets = 512;

    private const int FirstCapacity = 64;

    /// <summary>RTP header with its extensions, and the tag, about.</summary>
    private const int Overhead = 48;

    /// <summary>No packet waits longer, but for timers that are late.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(300);

    /// <summary>From one run to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    // Few receivers ever wait: no ring before the first packet that does.
    private WaitingPacket[] ring = [];
    private PacingBucket bucket = new(0);
    private int head;
    private int bytes;

    /// <summary>Packets that wait.</summary>
    public int Count { get; private set; }

    /// <summary>When <see cref="Run"/> is to be called; never while nothing waits.</summary>
    public Instant NextTimeout { get; private set; } = Instant.Never;

    /// <summary>Called when <see cref="NextTimeout"/> was never and is no more.</summary>
    public Action? Began { get; set; }

    /// <summary>Takes over what the receiver's path is known to carry, in bits a second.</summary>
    public void SetBudget(long bitsPerSecond) => bucket.SetBudget(bitsPerSecond);

    /// <summary>Whether a packet of video that would leave now has to wait.</summary>
    public bool Holds(Instant now)
    {
        if (now >= NextTimeout)
        {
            Run(now);
        }

        return Count > 0 || !bucket.HasRoom(now);
    }

    /// <summary>A packet leaves by this receiver's path, having waited or not.</summary>
    public void Charge(Instant now, int packetBytes) => bucket.Take(now, packetBytes);

    /// <summary>Puts a packet behind what waits, with the caller's reference to its buffer.</summary>
    /// <param name="now">The time.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="isLate">Higher numbers of its slot were given out: it goes before those that still wait.</param>
    public void Add(Instant now, in WaitingPacket packet, bool isLate)
    {
        if (Count == MostPackets)
        {
            SendFirst(now);
        }
        else if (Count == ring.Length)
        {
            Grow();
        }

        // What it goes before, it also shares the time of: the first in the ring is always the oldest.
        var at = isLate ? PlaceOf(packet) : Count;
        var since = at < Count ? Entry(at).Since : now;
        for (var i = Count; i > at; i--)
        {
            Entry(i) = Entry(i - 1);
        }

        Entry(at) = packet;
        Entry(at).Since = since;
        bytes += packet.PayloadLength + Overhead;
        if (Count++ == 0)
        {
            NextTimeout = now + Interval;
            Began?.Invoke();
        }
    }

    /// <summary>Sends what the bucket has room for, and what must leave now so that nothing waits too long.</summary>
    public void Run(Instant now)
    {
        if (now < NextTimeout)
        {
            return;
        }

        for (var due = Due(now); Count > 0 && (due > 0 || bucket.HasRoom(now));)
        {
            due -= SendFirst(now);
        }

        NextTimeout = Count > 0 ? now + Interval : Instant.Never;
    }

    /// <summary>A slot was closed: what waits of it is given back.</summary>
    public int Forget(SlotOutput output)
    {
        var forgotten = 0;
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref Entry(i);
            if (entry.Output == output)
            {
                entry.Output = null;
                entry.Sent.Buffer?.Release();
                entry.Sent.Buffer = null;
                forgotten++;
            }
        }

        return forgotten;
    }

    private ref WaitingPacket Entry(int index) => ref ring[(head + index) & (ring.Length - 1)];

    /// <summary>Before the first of its slot with a higher number: so a slot's packets wait in the order of their numbers.</summary>
    private int PlaceOf(in WaitingPacket packet)
    {
        var place = Count;
        for (var i = Count - 1; i >= 0; i--)
        {
            if (Entry(i).Output == packet.Output)
            {
                if (Entry(i).Sent.Sequence < packet.Sent.Sequence)
                {
                    break;
                }

                place = i;
            }
        }

        return place;
    }

    /// <summary>The bytes of this run's share, were all that waits to leave evenly until the oldest has waited as long as it may.</summary>
    private int Due(Instant now)
    {
        if (Count == 0)
        {
            return 0;
        }

        var left = MostWait - (now - ring[head].Since);
        return left <= Interval ? bytes : (int)(bytes * (Interval / left));
    }

    /// <summary>Sends the oldest; its bytes as counted here.</summary>
    private int SendFirst(Instant now)
    {
        // Out of the ring first: whatever comes of it, no packet is sent twice.
        var packet = ring[head];
        ring[head] = default;
        head = (head + 1) & (ring.Length - 1);
        Count--;
        var length = packet.PayloadLength + Overhead;
        bytes -= length;
        packet.Output?.SendWaiting(now, packet);
        return length;
    }

    private void Grow()
    {
        var larger = new WaitingPacket[Math.Max(FirstCapacity, ring.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = Entry(i);
        }

        ring = larger;
        head = 0;
    }
}
