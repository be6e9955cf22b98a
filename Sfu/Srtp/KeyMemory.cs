using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>Pinned memory for key material, aligned to a cache line. The collector never copies it, so wiping it wipes all of it.</summary>
internal sealed unsafe class KeyMemory : IDisposable
{
    private const int Alignment = 64;

    private readonly byte[] array;

    public KeyMemory(int length)
    {
        array = GC.AllocateArray<byte>(length + Alignment, pinned: true);
        fixed (byte* start = array)
        {
            Pointer = (byte*)(((nuint)start + (Alignment - 1)) & ~(nuint)(Alignment - 1));
        }
    }

    /// <summary>The first byte; valid as long as this object is reachable (users keep it alive), all zeros once disposed.</summary>
    public byte* Pointer { get; }

    public void Dispose() => CryptographicOperations.ZeroMemory(array);
}
