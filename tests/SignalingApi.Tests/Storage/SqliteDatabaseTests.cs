using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-db-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_write_that_fails_undoes_itself_and_nothing_else()
    {
        using var database = new SqliteDatabase(Path.Combine(folder, "a.db"));
        await database.WriteAsync(static connection => connection.Execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"));
        var writes = Enumerable.Range(0, 500).Select(n => database.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO numbers VALUES (@n)", new { n });
            return n % 10 == 0 ? throw new InvalidDataException() : n;
        })).ToArray();
        foreach (var (write, n) in writes.Select(static (write, n) => (write, n)))
        {
            if (n % 10 == 0)
            {
                await Assert.ThrowsAsync<InvalidDataException>(() => write);
            }
            else
            {
                Assert.Equal(n, await write);
            }
        }

        Assert.Equal(450, await database.ReadAsync(static connection => connection.ExecuteScalar<int>("SELECT count(*) FROM numbers")));
        await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync(static connection => connection.Execute("INSERT INTO numbers VALUES (1)")));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_new_start_and_a_later_schema_is_refused()
    {
        var path = Path.Combine(folder, "b.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        using (var database = new SqliteDatabase(path))
        {
            await database.WriteAsync(static connection => connection.Execute(
                "INSERT INTO schema_migrations (version, name, applied_at) VALUES (9999, 'later', 0)"));
        }

        var refused = Assert.Throws<Vidrn.Sfu.Configuration.ConfigurationException>(() => SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch));
        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
    }
}
