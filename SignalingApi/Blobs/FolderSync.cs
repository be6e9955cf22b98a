using System.Runtime.InteropServices;

namespace Vidrn.SignalingApi.Blobs;

/// <summary>
/// Makes a folder's entries last through a power cut: a rename is in the folder, not in the file. .NET opens no folders, so this asks
/// the C library; Windows' file system keeps its own journal.
/// </summary>
internal static partial class FolderSync
{
    private const string Library = "libc";
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder cannot be opened or written.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"{folder}: error {Marshal.GetLastPInvokeError()}");
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw new IOException($"{folder}: error {Marshal.GetLastPInvokeError()}");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
