using System.Buffers;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Blobs;

/// <summary>
/// Files below `blobs` of the data folder, 65,536 folders wide: `ab/cd/abcd…`. A blob is written beside them, flushed and moved to its
/// place, so a file that is there is whole.
/// </summary>
internal sealed class DiskBlobStore : IBlobStore
{
    private const int CopyBytes = 64 * 1024;

    private readonly string root;
    private readonly string incoming;

    /// <param name="root">The folder; made when it is not there. What a crash left half-written is removed.</param>
    public DiskBlobStore(string root)
    {
        this.root = root;
        incoming = Path.Combine(root, "incoming");
        PrivateFile.CreateFolder(root);
        PrivateFile.CreateFolder(incoming);
        foreach (var left in Directory.EnumerateFiles(incoming))
        {
            File.Delete(left);
        }
    }

    public async Task<StoredBlob?> PutAsync(Stream content, long maxBytes, BlobKey? key = null, CancellationToken cancellation = default)
    {
        var name = key ?? BlobKey.Create();
        var temporary = Path.Combine(incoming, $"{name}.{Guid.NewGuid():n}");
        try
        {
            return await WriteAsync(content, temporary, maxBytes, cancellation) is { } size && Place(temporary, name)
                ? new StoredBlob(name, size)
                : null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenReadAsync(BlobKey key, CancellationToken cancellation = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            }));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> DeleteAsync(BlobKey key)
    {
        var path = PathOf(key);
        var there = File.Exists(path);
        if (there)
        {
            File.Delete(path);
        }

        return Task.FromResult(there);
    }

    public Task<bool> ExistsAsync(BlobKey key) => Task.FromResult(File.Exists(PathOf(key)));

    public IEnumerable<BlobKey> List(DateTimeOffset before) => new DirectoryInfo(root).EnumerateDirectories("??")
        .SelectMany(static outer => outer.EnumerateDirectories("??"))
        .SelectMany(static inner => inner.EnumerateFiles())
        .Where(file => file.LastWriteTimeUtc < before.UtcDateTime)
        .Select(static file => BlobKey.TryParse(file.Name, out var key) ? key : (BlobKey?)null)
        .OfType<BlobKey>();

    /// <summary>The bytes written; null when there are too many.</summary>
    private static async Task<long?> WriteAsync(Stream content, string path, long maxBytes, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            await using var file = new FileStream(path, options);
            var size = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                size += read;
                if (size > maxBytes)
                {
                    return null;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            file.Flush(flushToDisk: true);
            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Moves a finished file to its place; false when something is there.</summary>
    private bool Place(string temporary, BlobKey key)
    {
        var path = PathOf(key);
        var inner = Path.GetDirectoryName(path)!;
        var outer = Path.GetDirectoryName(inner)!;
        var isNewFolder = !Directory.Exists(inner);
        if (isNewFolder)
        {
            PrivateFile.CreateFolder(outer);
            PrivateFile.CreateFolder(inner);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        FolderSync.Flush(inner);
        if (isNewFolder)
        {
            FolderSync.Flush(outer);
            FolderSync.Flush(root);
        }

        return true;
    }

    private string PathOf(BlobKey key)
    {
        var name = key.ToString();
        return Path.Combine(root, name[..2], name[2..4], name);
    }
}
