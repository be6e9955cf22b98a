namespace Vidrn.Sfu.Srtp;

/// <summary>Counter mode on the processor's AES instructions.</summary>
internal sealed unsafe class ManagedCounterCipher : CounterCipher
{
    private readonly KeyMemory memory = new(AesNi.ScheduleLength);

    public ManagedCounterCipher(ReadOnlySpan<byte> key) => AesNi.ExpandKey(key, memory.Pointer);

    public static bool IsSupported => AesNi.IsSupported;

    public override void XorKeystream(ulong high, ulong low, Span<byte> data)
    {
        fixed (byte* start = data)
        {
            AesNi.XorKeystream(memory.Pointer, high, low, start, data.Length);
        }

        GC.KeepAlive(memory);
    }

    public override void Dispose() => memory.Dispose();
}
