using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Storage.Sqlite;

/// <summary>
/// Brings the schema to this version, step by step, each whole or not at all. Before an existing database is changed, a copy of it is
/// laid beside it.
/// </summary>
internal static class SqliteMigrations
{
    /// <param name="path">The database; made when it is not there.</param>
    /// <param name="now">For the record.</param>
    /// <exception cref="ConfigurationException">The database is of a later version, or cannot be opened.</exception>
    public static void Apply(string path, DateTimeOffset now)
    {
        SqliteLibrary.Initialize();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 60000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
            Apply(connection, path, now);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationProblem(path, e.Message, "a database of this server, in a folder that this user can write (Vidrn:Data)"));
        }
    }

    private static void Apply(SqliteConnection connection, string path, DateTimeOffset now)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        var steps = All();
        var present = VersionOf(connection);
        var newest = steps.Count == 0 ? 0 : steps[^1].Version;
        if (present > newest)
        {
            throw new ConfigurationException(new ConfigurationProblem(path, $"schema version {present}", $"at most {newest}: a later Vidrn wrote it, and this one could lose what it stored"));
        }

        if (present > 0 && present < newest)
        {
            var copy = string.Create(CultureInfo.InvariantCulture, $"{path}.before-{newest:0000}-{now.ToUnixTimeSeconds()}");
            connection.Execute("VACUUM INTO @copy", new { copy });
        }

        foreach (var step in steps.Where(step => step.Version > present))
        {
            connection.Execute("BEGIN IMMEDIATE");

            // Another process may have been quicker.
            if (VersionOf(connection) < step.Version)
            {
                connection.Execute(step.Sql);
                connection.Execute(
                    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (@Version, @Name, @at)",
                    new { step.Version, step.Name, at = now.ToUnixTimeMilliseconds() });
            }

            connection.Execute("COMMIT");
        }
    }

    private static int VersionOf(SqliteConnection connection) => connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM schema_migrations");

    /// <summary>The embedded `NNNN_name.sql`, in order.</summary>
    private static List<Step> All()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        var prefix = $"{typeof(SqliteMigrations).Namespace}.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => new Step(int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name[prefix.Length..], Read(assembly, name)))
            .OrderBy(static step => step.Version)];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record Step(int Version, string Name, string Sql);
}
