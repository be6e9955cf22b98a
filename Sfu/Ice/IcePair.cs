using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Ice;

/// <summary>A path on which an authenticated check has come.</summary>
internal sealed class IcePair
{
    private static readonly Instant Never = new(long.MinValue);

    public NetworkPath Path { get; private set; }

    /// <summary>The newest generation that has checked it.</summary>
    public int Generation { get; set; }

    /// <summary>PRIORITY of its last check.</summary>
    public uint Priority { get; set; }

    /// <summary>Last check or packet.</summary>
    public Instant LastReceived { get; set; }

    /// <summary>Last media packet.</summary>
    public Instant LastTraffic { get; set; }

    /// <summary>The generation that nominated it last, -1 if none has.</summary>
    public int NominatedIn { get; set; }

    public Instant LastNominated { get; set; }

    /// <summary>How often it was nominated since the selected pair was, in <see cref="RivalRound"/>.</summary>
    public int RivalNominations { get; set; }

    public long RivalRound { get; set; }

    /// <summary>Makes it a new pair: objects are used again.</summary>
    public void Reset(Instant now, in NetworkPath path)
    {
        Path = path;
        Generation = 0;
        Priority = 0;
        LastReceived = now;
        LastTraffic = Never;
        NominatedIn = -1;
        LastNominated = Never;
        RivalNominations = 0;
        RivalRound = -1;
    }
}
