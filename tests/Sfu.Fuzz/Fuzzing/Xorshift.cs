namespace Vidrn.Sfu.Fuzz.Fuzzing;

/// <summary>xorshift64*: the same numbers for the same seed on every machine, a few instructions each.</summary>
internal struct Xorshift(ulong seed)
{
    private ulong state = seed == 0 ? 0x9E37_79B9_7F4A_7C15 : seed;

    public ulong Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545_F491_4F6C_DD1D;
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (uint)bound) >> 32);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => Below(times) == 0;
}
