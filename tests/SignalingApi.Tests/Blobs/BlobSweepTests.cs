using Dapper;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;

namespace Vidrn.SignalingApi.Tests.Blobs;

/// <summary>Blobs that a process left which died before their row was written.</summary>
public sealed class BlobSweepTests
{
    [Fact]
    public async Task A_day_old_blob_that_no_row_names_is_removed_and_no_other()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var cid = await server.SignUpAsync();
        var chat = await ada.BeginAsync(bob);
        await using var page = await HubClient.ConnectAsync(ada);
        await page.SayAsync(chat, "", null, (await ada.UploadAsync(chat, Talk.Png, "sent.png")).Must().Id());
        (await ada.UploadAsync(chat, Talk.Png, "waits.png")).Must();
        (await ada.PutAsync("/api/users/me/picture", new ByteArrayContent(Talk.Png))).Must();
        var group = (await ada.MakeGroupAsync("Chess", cid)).Id();
        (await ada.PutAsync($"/api/groups/{group}/picture", new ByteArrayContent(Talk.Png))).Must();
        var blobs = server.Service<IBlobStore>();
        var named = blobs.List(DateTimeOffset.MaxValue).ToHashSet();
        Assert.Equal(4, named.Count);
        var lost = (await blobs.PutAsync(new MemoryStream([1, 2, 3]), 3))!.Key;

        var sweep = server.Service<BlobSweep>();
        await sweep.SweepAsync(CancellationToken.None);
        Assert.True(await blobs.ExistsAsync(lost));
        foreach (var file in Directory.EnumerateFiles(BlobsFeature.FolderOf(Path.Combine(server.Folder, "data")), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - BlobSweep.Age - TimeSpan.FromMinutes(1));
        }

        await sweep.SweepAsync(CancellationToken.None);
        Assert.Equal(named, blobs.List(DateTimeOffset.MaxValue).ToHashSet());
    }

    [Fact]
    public async Task Every_column_that_names_a_blob_is_known()
    {
        await using var server = await ApiServer.StartAsync();
        var found = await server.Service<SqliteDatabase>().ReadAsync(static connection => connection.Query<(string Table, string Column)>(
            """
            SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND (c.name LIKE '%blob%' OR c.name LIKE '%picture_key%' OR c.name LIKE '%file_key%')
            """).ToList());
        Assert.Equal(SqliteBlobRegister.Columns.Order(), found.Order());
    }
}
