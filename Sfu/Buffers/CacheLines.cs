using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Vidrn.Sfu.Buffers;

/// <summary>
/// Hints to the processor of what will be read soon. They change nothing, and do nothing where there are none. An object is not looked
/// at, which would be what is to be avoided: only its address is used. Should it be moved meanwhile, the hint was useless but harmless.
/// </summary>
internal static unsafe class CacheLines
{
    private const int LineBytes = 64;
    private const int ArrayHeaderBytes = 16;

    /// <summary>Fetches the first lines of an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(object? thing, int count) => Prefetch(AddressOf(thing), count);

    /// <summary>Fetches lines from an element of an array on; null gives nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchElement<T>(T[]? array, long index, int count) =>
        Prefetch(AddressOf(array) + ArrayHeaderBytes + (index * Unsafe.SizeOf<T>()), count);

    /// <summary>Fetches lines from an address on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* start, int count)
    {
        if (Sse.IsSupported)
        {
            for (var line = 0; line < count; line++)
            {
                Sse.Prefetch0(start + (line * LineBytes));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AddressOf(object? thing) => (byte*)Unsafe.As<object?, nint>(ref thing);
}
