using Vidrn.Bench.Client;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>A client, its address, its links, and what the control side knows of it.</summary>
internal sealed class SimulatedClient
{
    private static readonly IpAddress Server = IpAddress.FromIPv4(0x0A000001);

    public required string Name { get; init; }

    public required long PeerId { get; init; }

    /// <summary>The worker that holds it.</summary>
    public required int Worker { get; init; }

    /// <summary>Its number in CSRC lists.</summary>
    public required uint Csrc { get; init; }

    public required ClientPeer Peer { get; init; }

    /// <summary>The server's side of the ICE credentials.</summary>
    public required IceCredentials ServerIce { get; set; }

    public required IpAddress Address { get; set; }

    public required ushort Port { get; set; }

    public required SimulatedLink Up { get; init; }

    public required SimulatedLink Down { get; init; }

    public CiphertextWatch Watch { get; } = new();

    /// <summary>Publications by m-line.</summary>
    public Dictionary<string, long> Publications { get; } = [];

    public bool IsGone { get; set; }

    /// <summary>As the server sees it.</summary>
    public NetworkPath Path => new(Address, Server, Port);

    /// <summary>The camera; the first if there are several.</summary>
    public Vp8SimulcastSource Camera => Peer.Sources.OfType<Vp8SimulcastSource>().First();

    public OpusSource Microphone => Peer.Sources.OfType<OpusSource>().First();

    /// <summary>The first video slot.</summary>
    public SlotReceiver Video => Peer.Slots.First(s => s.Parameters.IsVideo);

    /// <summary>The first audio slot.</summary>
    public SlotReceiver Audio => Peer.Slots.First(s => !s.Parameters.IsVideo);
}
