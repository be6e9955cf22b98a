using System.Runtime.InteropServices;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// libcrypto's low-level SHA-1. The EVP layer above it costs more than it hashes on a small packet; .NET has no SHA instructions of its own.
/// A call is under two microseconds, so the collector may wait for it.
/// </summary>
internal static unsafe class LibcryptoSha1
{
    public const int BlockLength = 64;

    /// <summary>sizeof(SHA_CTX): five words of state first, two of length, sixteen of data, one count.</summary>
    public const int ContextLength = 24 * sizeof(uint);

    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, int> InitFunction;
    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int> UpdateFunction;
    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, void> TransformFunction;

#pragma warning disable CA1810 // The three come from one library or not at all.
    static LibcryptoSha1()
#pragma warning restore CA1810
    {
        foreach (var name in (ReadOnlySpan<string>)["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib"])
        {
            if (NativeLibrary.TryLoad(name, out var library)
                && NativeLibrary.TryGetExport(library, "SHA1_Init", out var init)
                && NativeLibrary.TryGetExport(library, "SHA1_Update", out var update)
                && NativeLibrary.TryGetExport(library, "SHA1_Transform", out var transform))
            {
                InitFunction = (delegate* unmanaged[SuppressGCTransition]<byte*, int>)init;
                UpdateFunction = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int>)update;
                TransformFunction = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, void>)transform;
                return;
            }
        }
    }

    public static bool IsSupported => TransformFunction != null;

    public static void Init(byte* context) => _ = InitFunction(context);

    /// <summary>Hashes bytes; whole blocks go straight through, and nothing stays behind in the context's buffer.</summary>
    public static void Update(byte* context, byte* data, nuint length) => _ = UpdateFunction(context, data, length);

    /// <summary>Hashes one block into the state, without counting it.</summary>
    public static void Transform(byte* context, byte* block) => TransformFunction(context, block);
}
