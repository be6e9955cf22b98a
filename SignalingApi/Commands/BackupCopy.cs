using System.Formats.Tar;
using System.IO.Compression;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Commands;

/// <summary>Where a backup goes: a folder or an archive. Only its owner may read it, and it has its name when it is whole.</summary>
internal sealed class BackupCopy : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string target;
    private readonly FileStream? file;
    private readonly TarWriter? archive;

    private BackupCopy(string target, bool isArchive)
    {
        this.target = target;
        Workspace = $"{target}.partial-{Guid.NewGuid():n}";
        PrivateFile.CreateFolder(Workspace);
        if (isArchive)
        {
            file = new FileStream(Path.Combine(Workspace, "archive"), Options());
            archive = new TarWriter(new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true), TarEntryFormat.Pax);
        }
    }

    /// <summary>A private folder beside the target, on the same disk.</summary>
    public string Workspace { get; }

    public static BackupCopy ToFolder(string target) => new(target, isArchive: false);

    public static BackupCopy ToArchive(string target) => new(target, isArchive: true);

    /// <summary>False when the file is gone: a blob that was deleted.</summary>
    public bool Add(string name, string path)
    {
        FileStream content;
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        using (content)
        {
            if (archive is not null)
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly });
            }
            else if (Path.Combine(Workspace, name) is var copy && copy != path)
            {
                PrivateFile.CreateFolder(Path.GetDirectoryName(copy)!);
                using var written = new FileStream(copy, Options());
                content.CopyTo(written);
                written.Flush(flushToDisk: true);
            }
            else if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, OwnerOnly); // made in its place
            }
        }

        return true;
    }

    /// <summary>Gives it its name.</summary>
    public void Complete()
    {
        if (archive is null)
        {
            if (Directory.Exists(target))
            {
                Directory.Delete(target); // empty, or it would not have been taken
            }

            Directory.Move(Workspace, target);
            return;
        }

        archive.Dispose();
        file!.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(Path.Combine(Workspace, "archive"), target);
    }

    public void Dispose()
    {
        archive?.Dispose();
        file?.Dispose();
        if (Directory.Exists(Workspace))
        {
            Directory.Delete(Workspace, recursive: true);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
