using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Tests.Storage;

/// <summary>An embedded store of its own, empty.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-store-").FullName;

    public TemporaryStore()
    {
        var path = System.IO.Path.Combine(folder, "vidrn.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        Database = new SqliteDatabase(path);
    }

    public SqliteDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
