using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>One direction between a client and the server: loses, delays, reorders, doubles and throttles, by seed.</summary>
internal sealed class SimulatedLink(int seed)
{
    private readonly Random random = new(seed);
    private Instant busyUntil;

    /// <summary>0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>Probability that a datagram comes twice.</summary>
    public double Duplication { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Up to this is added to each datagram's delay, so they overtake each other.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>0 for no limit.</summary>
    public long BitsPerSecond { get; set; }

    /// <summary>What does not fit this queue is dropped.</summary>
    public TimeSpan QueueLength { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The path is dead.</summary>
    public bool IsDown { get; set; }

    /// <summary>Decides alone when it answers: null drops, a time delays further. Not called while null.</summary>
    public Func<byte[], TimeSpan?>? Fate { get; set; }

    /// <summary>Sees every datagram that goes in.</summary>
    public Action<byte[]>? Tap { get; set; }

    public int Sent { get; private set; }

    public int Dropped { get; private set; }

    /// <summary>Whether a datagram is RTP, by its first bytes.</summary>
    public static bool IsRtp(ReadOnlySpan<byte> datagram) => datagram.Length > 12 && datagram[0] is >= 128 and <= 191 && datagram[1] is < 192 or > 223;

    public static uint Ssrc(ReadOnlySpan<byte> rtp) => BinaryPrimitives.ReadUInt32BigEndian(rtp[8..]);

    public static ushort SequenceNumber(ReadOnlySpan<byte> rtp) => BinaryPrimitives.ReadUInt16BigEndian(rtp[2..]);

    /// <summary>The times at which copies of the datagram arrive; none when it is lost.</summary>
    public void Send(Instant now, byte[] datagram, List<Instant> arrivals)
    {
        Sent++;
        Tap?.Invoke(datagram);
        var extra = TimeSpan.Zero;
        if (Fate is { } fate)
        {
            if (fate(datagram) is not { } delay)
            {
                Dropped++;
                return;
            }

            extra = delay;
        }

        if (IsDown || random.NextDouble() < Loss)
        {
            Dropped++;
            return;
        }

        var departure = now;
        if (BitsPerSecond > 0)
        {
            departure = busyUntil > now ? busyUntil : now;
            if (departure - now > QueueLength)
            {
                Dropped++;
                return;
            }

            departure += TimeSpan.FromSeconds((datagram.Length + 28) * 8.0 / BitsPerSecond);
            busyUntil = departure;
        }

        var copies = random.NextDouble() < Duplication ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            arrivals.Add(departure + Delay + extra + (Jitter * random.NextDouble()));
        }
    }
}
