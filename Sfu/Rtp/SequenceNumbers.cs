namespace Vidrn.Sfu.Rtp;

/// <summary>Serial arithmetic on numbers that wrap: RTP sequence numbers (16 bits) and timestamps (32 bits).</summary>
internal static class SequenceNumbers
{
    /// <summary>Steps from <paramref name="from"/> to <paramref name="to"/> the short way round, -32768..32767.</summary>
    public static int Distance(ushort from, ushort to) => (short)(to - from);

    /// <summary><paramref name="a"/> comes after <paramref name="b"/>. Exactly half way round, the larger is the newer one.</summary>
    public static bool IsNewer(ushort a, ushort b)
    {
        var ahead = (ushort)(a - b);
        return ahead == 0x8000 ? a > b : ahead is > 0 and < 0x8000;
    }

    /// <summary>Ticks from <paramref name="from"/> to <paramref name="to"/> the short way round.</summary>
    public static int TimestampDistance(uint from, uint to) => (int)(to - from);

    /// <summary>As <see cref="IsNewer"/>, for timestamps.</summary>
    public static bool IsNewerTimestamp(uint a, uint b)
    {
        var ahead = a - b;
        return ahead == 0x8000_0000 ? a > b : ahead is > 0 and < 0x8000_0000;
    }
}
