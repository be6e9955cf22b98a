using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Tests.Meetings;

public sealed class SqliteMeetingStoreTests : MeetingStoreContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-meetings-").FullName;
    private readonly SqliteDatabase database;

    public SqliteMeetingStoreTests()
    {
        var path = Path.Combine(folder, "test.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        database = new SqliteDatabase(path);
        Store = new SqliteMeetingStore(database);
    }

    private protected override IMeetingStore Store { get; }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
