using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <inheritdoc cref="IModerationStore"/>
internal sealed class SqliteModerationStore(SqliteDatabase database) : IModerationStore
{
    private const string ReportColumns =
        """
        id AS Id, at AS At, reporter AS Reporter, reporter_name AS ReporterName, subject AS Subject, subject_name AS SubjectName, network AS Network,
        reason AS Reason, text AS Text, context AS Context, room_id AS RoomId, message_id AS MessageId, claimed_by AS ClaimedBy, claimed_at AS ClaimedAt,
        decision AS Decision, note AS Note, decided_by AS DecidedBy, decided_at AS DecidedAt
        """;

    private const string BanColumns =
        """
        id AS Id, subject AS Subject, name AS Name, network AS Network, reason AS Reason, by_id AS ById, at AS At, until AS Until,
        lifted_at AS LiftedAt, lifted_by AS LiftedBy
        """;

    private const string AppealColumns =
        "id AS Id, ban_id AS BanId, at AS At, text AS Text, state AS State, note AS Note, decided_by AS DecidedBy, decided_at AS DecidedAt";

    public Task<byte[]> KeyAsync() => database.ReadAsync(static connection => connection.ExecuteScalar<byte[]>("SELECT key FROM moderation_key")!);

    public Task AddReportAsync(Report report) => database.WriteAsync(connection =>
    {
        connection.Execute(
            """
            INSERT INTO reports (id, at, reporter, reporter_name, subject, subject_name, network, reason, text, context, room_id, message_id)
            VALUES (@Id, @At, @Reporter, @ReporterName, @Subject, @SubjectName, @Network, @Reason, @Text, @Context, @RoomId, @MessageId)
            """,
            report);
        connection.Execute(
            """
            INSERT INTO forbidden_pairs (one, other, at) VALUES (@Reporter, @Subject, @At), (@Subject, @Reporter, @At)
            ON CONFLICT (one, other) DO UPDATE SET at = excluded.at
            """,
            report);
    });

    public Task<Report?> FindReportAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Report>($"SELECT {ReportColumns} FROM reports WHERE id = @id", new { id }));

    public Task<IReadOnlyList<Report>> ReportsAsync(bool open, Id? before, int limit) => ListAsync<Report>(
        $"SELECT {ReportColumns} FROM reports WHERE decision IS {(open ? "" : "NOT ")}NULL AND id < @before ORDER BY id DESC LIMIT @limit", before, limit);

    public Task<int> CountReportsAsync(string reporter, long since) => database.ReadAsync(connection =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM reports WHERE reporter = @reporter AND at >= @since", new { reporter, since }));

    public Task<IReadOnlyDictionary<string, int>> CountAboutAsync(IReadOnlyCollection<string> subjects) => database.ReadAsync<IReadOnlyDictionary<string, int>>(connection =>
        connection.Query<(string Subject, int Count)>("SELECT subject, count(*) FROM reports WHERE subject IN @subjects GROUP BY subject", new { subjects })
            .ToDictionary(static row => row.Subject, static row => row.Count, StringComparer.Ordinal));

    public Task<bool> ClaimAsync(Id report, Id moderator, long now) => database.WriteAsync(connection => connection.Execute(
        """
        UPDATE reports SET claimed_by = @moderator, claimed_at = @now
        WHERE id = @report AND decision IS NULL AND (claimed_by IS NULL OR claimed_by = @moderator)
        """,
        new { report, moderator, now }) == 1);

    public Task<bool> DecideAsync(Id report, string decision, string note, Id moderator, long now) => database.WriteAsync(connection => connection.Execute(
        "UPDATE reports SET decision = @decision, note = @note, decided_by = @moderator, decided_at = @now WHERE id = @report AND decision IS NULL",
        new { report, decision, note, moderator, now }) == 1);

    public Task<IReadOnlySet<string>> ForbiddenPairsAsync(string subject) => database.ReadAsync<IReadOnlySet<string>>(connection =>
        connection.Query<string>("SELECT other FROM forbidden_pairs WHERE one = @subject", new { subject }).ToHashSet(StringComparer.Ordinal));

    public Task AddBanAsync(Ban ban) => database.WriteAsync(connection => connection.Execute(
        "INSERT INTO bans (id, subject, name, network, reason, by_id, at, until) VALUES (@Id, @Subject, @Name, @Network, @Reason, @ById, @At, @Until)", ban));

    public Task<Ban?> FindBanAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Ban>($"SELECT {BanColumns} FROM bans WHERE id = @id", new { id }));

    public Task<IReadOnlyList<Ban>> StandingAsync(long now) => database.ReadAsync<IReadOnlyList<Ban>>(connection => connection.Query<Ban>(
        $"SELECT {BanColumns} FROM bans WHERE lifted_at IS NULL AND (until IS NULL OR until > @now) ORDER BY id", new { now }).AsList());

    public Task<IReadOnlyList<Ban>> BansAsync(Id? before, int limit) =>
        ListAsync<Ban>($"SELECT {BanColumns} FROM bans WHERE id < @before ORDER BY id DESC LIMIT @limit", before, limit);

    public Task<bool> LiftAsync(Id ban, Id moderator, long now) => database.WriteAsync(connection => connection.Execute(
        "UPDATE bans SET lifted_at = @now, lifted_by = @moderator WHERE id = @ban AND lifted_at IS NULL", new { ban, moderator, now }) == 1);

    public Task<bool> AddAppealAsync(Appeal appeal) => database.WriteAsync(connection => connection.Execute(
        "INSERT INTO appeals (id, ban_id, at, text, state) VALUES (@Id, @BanId, @At, @Text, @State) ON CONFLICT (ban_id) DO NOTHING", appeal) == 1);

    public Task<Appeal?> FindAppealAsync(Id id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Appeal>($"SELECT {AppealColumns} FROM appeals WHERE id = @id", new { id }));

    public Task<Appeal?> AppealOfAsync(Id ban) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Appeal>($"SELECT {AppealColumns} FROM appeals WHERE ban_id = @ban", new { ban }));

    public Task<IReadOnlyList<Appeal>> AppealsAsync(bool open, Id? before, int limit) => ListAsync<Appeal>(
        $"SELECT {AppealColumns} FROM appeals WHERE state {(open ? "=" : "<>")} 'open' AND id < @before ORDER BY id DESC LIMIT @limit", before, limit);

    public Task<bool> DecideAppealAsync(Id appeal, string state, string note, Id moderator, long now) => database.WriteAsync(connection => connection.Execute(
        "UPDATE appeals SET state = @state, note = @note, decided_by = @moderator, decided_at = @now WHERE id = @appeal AND state = 'open'",
        new { appeal, state, note, moderator, now }) == 1);

    public Task<IReadOnlyList<Report>> ReportsByAsync(string reporter) => database.ReadAsync<IReadOnlyList<Report>>(connection =>
        connection.Query<Report>($"SELECT {ReportColumns} FROM reports WHERE reporter = @reporter ORDER BY id DESC", new { reporter }).AsList());

    public Task ForgetReporterAsync(string reporter) => database.WriteAsync(connection =>
    {
        connection.Execute("UPDATE reports SET reporter = '', reporter_name = '' WHERE reporter = @reporter", new { reporter });
        connection.Execute("DELETE FROM forbidden_pairs WHERE one = @reporter OR other = @reporter", new { reporter });
    });

    private Task<IReadOnlyList<T>> ListAsync<T>(string query, Id? before, int limit) => database.ReadAsync<IReadOnlyList<T>>(connection =>
        connection.Query<T>(query, new { before = before?.Value ?? long.MaxValue, limit }).AsList());
}
