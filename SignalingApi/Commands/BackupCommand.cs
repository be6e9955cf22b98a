using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Commands;

/// <summary>
/// Copies the data folder while the server runs: first the database in one consistent state, then the blobs, keys and certificates, which
/// are files that never change. So whatever the copied database names is in the copy, unless it was deleted meanwhile.
/// </summary>
internal static class BackupCommand
{
    private const string DatabaseName = "vidrn.db";

    public static async Task<int> RunAsync(CommandLine line, Dictionary<string, string?> overrides, TextWriter output, TextWriter errors)
    {
        if (line["to"] is not { Length: > 0 } to)
        {
            await errors.WriteLineAsync("backup needs --to FILE.tar.gz or --to DIR.");
            return 2;
        }

        var data = Path.GetFullPath(HostSettings.Read(ServerConfiguration.Read(overrides)).DataFolder);
        var target = Path.GetFullPath(to);
        if (!File.Exists(ApplicationApi.DatabasePath(data)))
        {
            await errors.WriteLineAsync($"There is no database in {data}: nothing to back up.");
            return 1;
        }

        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            await errors.WriteLineAsync($"{target} is there already: name another.");
            return 1;
        }

        if (target.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal) || target == data)
        {
            await errors.WriteLineAsync("A backup within the data folder would back itself up: name another place.");
            return 1;
        }

        try
        {
            var files = Copy(data, target);
            await output.WriteLineAsync($"{target}: the database and {files} files. Keep it as secret as the data folder: it holds the keys.");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            await errors.WriteLineAsync($"The backup failed: {e.Message}");
            return 1;
        }
    }

    private static int Copy(string data, string target)
    {
        var isArchive = target.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || target.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);
        using var copy = isArchive ? BackupCopy.ToArchive(target) : BackupCopy.ToFolder(target);
        var snapshot = Path.Combine(copy.Workspace, DatabaseName);
        Snapshot(ApplicationApi.DatabasePath(data), snapshot);
        copy.Add(DatabaseName, snapshot);
        var files = 0;
        foreach (var path in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(data, path).Replace('\\', '/');
            if (!IsPassing(name) && copy.Add(name, path))
            {
                files++;
            }
        }

        copy.Complete();
        return files;
    }

    /// <summary>The live database and its log, copies of it before a migration, and what is half-written.</summary>
    private static bool IsPassing(string name) =>
        name.StartsWith(DatabaseName, StringComparison.Ordinal) || name.StartsWith("blobs/incoming/", StringComparison.Ordinal)
        || name.StartsWith(".health-", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.Ordinal);

    private static void Snapshot(string path, string copy)
    {
        SqliteLibrary.Initialize();
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 60000");
            connection.Execute("VACUUM INTO @copy", new { copy });
        }

        using var check = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        check.Open();
        if (check.ExecuteScalar<string>("PRAGMA quick_check") is not "ok" and var problem)
        {
            throw new IOException($"the copy of the database is not whole: {problem}");
        }
    }
}
