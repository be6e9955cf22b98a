using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Audit;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class SqliteAuditStore(SqliteDatabase database) : IAuditStore
{
    /// <summary>Old rows go so many at a time.</summary>
    private const int Slack = 200;

    private const string Columns = "id AS Id, at AS At, actor AS Actor, action AS Action, subject AS Subject, detail AS Detail";

    public Task AddAsync(AuditEntry entry, int keep) => database.WriteAsync(connection =>
    {
        connection.Execute("INSERT INTO audit (id, at, actor, action, subject, detail) VALUES (@Id, @At, @Actor, @Action, @Subject, @Detail)", entry);
        if (entry.Id.Value % Slack == 0 || keep < Slack)
        {
            connection.Execute("DELETE FROM audit WHERE id <= (SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET @keep)", new { keep });
        }
    });

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(Id? before, int limit) => await database.ReadAsync(connection => connection.Query<AuditEntry>(
        $"SELECT {Columns} FROM audit WHERE id < @before ORDER BY id DESC LIMIT @limit", new { before = before?.Value ?? long.MaxValue, limit }).AsList());

    public async Task<IReadOnlyList<AuditEntry>> ListOfAsync(string subject, int limit) => await database.ReadAsync(connection => connection.Query<AuditEntry>(
        $"SELECT {Columns} FROM audit WHERE actor = @subject OR subject = @subject ORDER BY id DESC LIMIT @limit", new { subject, limit }).AsList());
}
