using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Vidrn.Sfu.Buffers;

/// <summary>Hints to the processor of what will be read soon. They change nothing, and do nothing where there are none.</summary>
internal static unsafe class CacheLines
{
    private const int LineBytes = 64;

    /// <summary>Fetches some lines beginning with that of <paramref name="place"/>.</summary>
    /// <param name="place">Somewhere in an object; it may be moved meanwhile, and then the hint is useless but harmless.</param>
    /// <param name="first">Lines from that of <paramref name="place"/> to the first, mostly 0.</param>
    /// <param name="count">Lines.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref T place, int first, int count)
    {
        if (Sse.IsSupported)
        {
            var start = (byte*)Unsafe.AsPointer(ref place) + (first * LineBytes);
            for (var line = 0; line < count; line++)
            {
                Sse.Prefetch0(start + (line * LineBytes));
            }
        }
    }
}
