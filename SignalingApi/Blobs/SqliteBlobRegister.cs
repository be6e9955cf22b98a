using System.Text.Json;
using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Blobs;

/// <inheritdoc cref="IBlobRegister"/>
/// <remarks>Every column that holds a blob's key is listed here: what is not is taken for nobody's. A test compares it with the schema.</remarks>
internal sealed class SqliteBlobRegister(SqliteDatabase database) : IBlobRegister
{
    /// <summary>Tables and their columns.</summary>
    public static readonly IReadOnlyList<(string Table, string Column)> Columns =
        [("attachments", "blob_key"), ("users", "picture_key"), ("chat_groups", "picture_key")];

    private static readonly string Named = string.Join(
        " UNION ", Columns.Select(static one => $"SELECT {one.Column} FROM {one.Table} WHERE {one.Column} IN (SELECT value FROM json_each(@keys))"));

    public async Task<IReadOnlySet<BlobKey>> NamedAmongAsync(IReadOnlyCollection<BlobKey> keys)
    {
        // One parameter, however many they are.
        var asked = JsonSerializer.Serialize(keys.Select(static key => key.ToString()));
        return await database.ReadAsync(connection => connection.Query<string>(Named, new { keys = asked }).Select(BlobKey.Parse).ToHashSet());
    }
}
