using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Storage;

/// <summary>A database of its own with the newest schema, and accounts in it.</summary>
internal sealed class SqliteStoreFixture : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-store-").FullName;
    private readonly IdSource ids = new(TimeProvider.System, 2);

    public SqliteStoreFixture()
    {
        var path = Path.Combine(folder, "store.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        Database = new SqliteDatabase(path);
        Users = new SqliteUserStore(Database);
    }

    public SqliteDatabase Database { get; }

    public IUserStore Users { get; }

    public async Task<Id> UserAsync()
    {
        var id = ids.Next();
        Assert.True(await Users.TryAddAsync(new User { Id = id, Username = $"user{id}", Name = $"User {id}", PasswordHash = "x" }));
        return id;
    }

    public Task DropUserAsync(Id user) => Database.WriteAsync(connection => connection.Execute("DELETE FROM users WHERE id = @user", new { user }));

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
