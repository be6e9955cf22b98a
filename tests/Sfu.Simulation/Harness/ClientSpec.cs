using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>What a simulated client publishes and how many slots it has.</summary>
internal sealed record ClientSpec
{
    public int Worker { get; init; }

    /// <summary>Publishes a camera.</summary>
    public bool Camera { get; init; }

    /// <summary>Publishes a microphone.</summary>
    public bool Microphone { get; init; }

    public int VideoSlots { get; init; }

    public int AudioSlots { get; init; }

    /// <summary>Retransmissions on slots; without, the stored ciphertext is sent again.</summary>
    public bool SlotRtx { get; init; } = true;

    /// <summary>Keeps every received packet for checks.</summary>
    public bool Records { get; init; } = true;

    public TimeSpan ClockSkew { get; init; }

    public double ClockDriftPpm { get; init; }

    /// <summary>Slots begin at this sequence number.</summary>
    public ushort SlotFirstSequence { get; init; } = 300;

    public uint SlotFirstTimestamp { get; init; } = 5_000_000;

    /// <summary>Changes the camera's options.</summary>
    public Func<Vp8Options, Vp8Options> Video { get; init; } = o => o;

    /// <summary>Changes the microphone's options.</summary>
    public Func<OpusOptions, OpusOptions> Audio { get; init; } = o => o;

    public DtlsRole ServerRole { get; init; } = DtlsRole.Server;

    /// <summary>Chooses the client's port, so which worker the kernel brings it to; 0 for one that reaches its own.</summary>
    public ushort Port { get; init; }
}
