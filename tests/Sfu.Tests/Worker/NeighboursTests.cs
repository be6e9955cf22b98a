using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Tests.Worker;

/// <summary>Three workers without peers; their commands to each other are run at once.</summary>
public sealed class NeighboursTests : IDisposable
{
    private const int RingCapacity = 4;

    private readonly DtlsCertificate certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly HandOverRing[,] rings = new HandOverRing[3, 3];
    private readonly int[] wakes = new int[3];
    private readonly WorkerCore[] cores = new WorkerCore[3];
    private readonly PacketPool pool = new(64);

    public NeighboursTests()
    {
        for (var index = 0; index < cores.Length; index++)
        {
            var links = new WorkerLink?[cores.Length];
            foreach (var other in Enumerable.Range(0, cores.Length).Where(other => other != index))
            {
                rings[index, other] = new HandOverRing(RingCapacity);
                links[other] = new WorkerLink(rings[index, other], command => Run(other, command), () => wakes[other]++);
            }

            var forwarding = new ForwardingContext(pool, new Outbox(), new DropCounters(), new ForwardingCounters(), new WallClock(0));
            cores[index] = new WorkerCore(index, new PeerContext(forwarding, certificate, static _ => { }, new PeerSettings()), links, maxPeers: 1);
        }
    }

    public void Dispose() => certificate.Dispose();

    [Fact]
    public void Only_itself_and_what_is_not_there_are_no_neighbours() =>
        Assert.Equal([false, false, true, true, false, false], [.. ((int[])[-1, 0, 1, 2, 3, 4095]).Select(cores[0].Neighbours.Has)]);

    [Fact]
    public void A_path_that_its_worker_proved_leads_there_until_it_is_forgotten()
    {
        Assert.False(TryHandOver(1));
        Assert.True(rings[0, 1].IsEmpty && rings[0, 2].IsEmpty);

        cores[1].Neighbours.TellProven(0, Path(1));
        Assert.True(TryHandOver(1));
        Assert.False(TryHandOver(2));
        Assert.True(rings[0, 1].TryRead(pool, out var packet, out var header));
        Assert.Equal((HandOverKind.Datagram, Path(1), 3), (header.Kind, packet.Path, packet.Length));
        packet.Release();
        Assert.Equal([0, 1, 0], wakes);

        // A peer may come to live on another worker at the same address.
        cores[2].Neighbours.TellProven(0, Path(1));
        Assert.True(TryHandOver(1));
        Assert.False(rings[0, 2].IsEmpty);
        cores[2].Neighbours.TellForgotten(Path(1));
        Assert.False(TryHandOver(1));
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void A_check_goes_where_it_says_unless_its_path_is_known_to_be_a_thirds()
    {
        Assert.True(TryHandOver(1, named: 2));
        Assert.False(rings[0, 2].IsEmpty);
        cores[1].Neighbours.TellProven(0, Path(1));
        Assert.False(TryHandOver(1, named: 2));
        Assert.True(TryHandOver(1, named: 1));
        Assert.False(rings[0, 1].IsEmpty);
    }

    [Fact]
    public void A_full_ring_drops_and_counts()
    {
        cores[1].Neighbours.TellProven(0, Path(1));
        for (var i = 0; i < RingCapacity + 3; i++)
        {
            Assert.True(TryHandOver(1));
        }

        Assert.Equal(3, cores[0].Drops[DropReason.HandOverFull]);
        Assert.Equal(RingCapacity, wakes[1]);
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void Paths_are_bounded_and_those_that_are_known_still_change()
    {
        for (var i = 0; i < 100; i++)
        {
            cores[1].Neighbours.TellProven(0, Path(i));
        }

        var known = Enumerable.Range(0, 100).Where(i => TryHandOver(i)).ToArray();
        Assert.Equal(Enumerable.Range(0, PeerDirectory.PathsPerPeer), known);
        cores[2].Neighbours.TellProven(0, Path(0));
        Assert.True(TryHandOver(0));
        Assert.False(rings[0, 2].IsEmpty);
    }

    private static NetworkPath Path(int number) => new(IpAddress.FromIPv4((uint)(0x0A00_0001 + number)), IpAddress.FromIPv4(0x7F00_0001), 9);

    private bool Run(int worker, WorkerCommand command)
    {
        command(cores[worker], new Instant(1));
        return true;
    }

    /// <summary>The first worker gets a datagram from a path; with a name as a check, else as any other.</summary>
    private bool TryHandOver(int path, int named = -1)
    {
        Assert.True(pool.TryRent(out var buffer));
        buffer.Length = 3;
        buffer.Path = Path(path);
        var handedOver = named < 0 ? cores[0].Neighbours.TryHandOver(buffer) : cores[0].Neighbours.TryHandOverCheck(buffer, named);
        buffer.Release();
        return handedOver;
    }
}
