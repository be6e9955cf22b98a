using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <inheritdoc cref="ICallStore"/>
internal sealed class SqliteCallStore(SqliteDatabase database) : ICallStore
{
    private const string Entries =
        """
        SELECT c.id AS Id, c.from_id AS FromId, c.video AS Video, c.started_at AS StartedAt, c.answered_at AS AnsweredAt, c.ended_at AS EndedAt,
               c.reason AS Reason, m.reason AS OwnReason, m.joined_at AS JoinedAt, m.left_at AS LeftAt, m.missed AS Missed
        FROM call_members m JOIN calls c ON c.id = m.call_id
        WHERE m.user_id = @user AND m.call_id < @before AND c.ended_at IS NOT NULL
        ORDER BY m.call_id DESC LIMIT @limit
        """;

    public Task SaveAsync(Call call) => database.WriteAsync(connection =>
    {
        var isNewer = connection.Execute(
            """
            INSERT INTO calls (id, version, from_id, video, started_at, answered_at, ended_at, reason)
            VALUES (@Id, @Version, @From, @Video, @StartedAt, @AnsweredAt, @EndedAt, @Reason)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, answered_at = excluded.answered_at, ended_at = excluded.ended_at, reason = excluded.reason
            WHERE excluded.version > calls.version
            """,
            new
            {
                call.Id,
                call.Version,
                From = call.Caller.User,
                call.Video,
                call.StartedAt,
                call.AnsweredAt,
                call.EndedAt,
                Reason = NameOf(call.Reason),
            }) == 1;
        if (isNewer)
        {
            connection.Execute(
                """
                INSERT INTO call_members (user_id, call_id, position, reason, joined_at, left_at, missed)
                VALUES (@User, @Call, @Position, @Reason, @JoinedAt, @LeftAt, @Missed)
                ON CONFLICT (user_id, call_id) DO UPDATE SET
                    reason = excluded.reason, joined_at = excluded.joined_at, left_at = excluded.left_at, missed = excluded.missed
                """,
                call.Members.Select((member, position) => new
                {
                    member.User,
                    Call = call.Id,
                    Position = position,
                    Reason = NameOf(member.Reason),
                    member.JoinedAt,
                    member.LeftAt,
                    Missed = position > 0 && member.JoinedAt is null && CallMember.IsMissed(CallState.Ringing, member.Reason),
                }));
        }
    });

    public Task<IReadOnlyList<CallEntry>> ListAsync(Id user, Id? before, int limit) => database.ReadAsync<IReadOnlyList<CallEntry>>(connection =>
    {
        var entries = connection.Query<CallEntry>(Entries, new { user, before = before?.Value ?? long.MaxValue, limit }).AsList();
        var others = connection.Query<(long Call, long User)>(
            "SELECT call_id, user_id FROM call_members WHERE call_id IN @calls AND user_id <> @user ORDER BY position",
            new { calls = entries.Select(static entry => entry.Id.Value), user }).ToLookup(static row => row.Call, static row => new Id(row.User));
        return [.. entries.Select(entry => entry with { Others = [.. others[entry.Id.Value]] })];
    });

    public Task<int> CountStartedAsync(Id user, long since) => database.ReadAsync(connection =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM calls WHERE from_id = @user AND started_at >= @since", new { user, since }));

    public Task<IReadOnlyList<Id>> OpenAsync() => database.ReadAsync<IReadOnlyList<Id>>(static connection =>
        [.. connection.Query<long>("SELECT id FROM calls WHERE ended_at IS NULL ORDER BY id LIMIT 1000").Select(static id => new Id(id))]);

    public Task CloseAsync(Id call, long now) => database.WriteAsync(connection =>
    {
        var reason = CallNames.Of(CallReason.Failed);
        if (connection.Execute("UPDATE calls SET ended_at = @now, reason = @reason WHERE id = @call AND ended_at IS NULL", new { call, now, reason }) == 1)
        {
            connection.Execute(
                """
                UPDATE call_members SET reason = @reason, left_at = @now, missed = (position > 0 AND joined_at IS NULL)
                WHERE call_id = @call AND left_at IS NULL
                """,
                new { call, now, reason });
        }
    });

    public Task ForgetAsync(Id user) => database.WriteAsync(connection => connection.Execute(
        """
        DELETE FROM calls WHERE id IN (SELECT call_id FROM call_members WHERE user_id = @user)
            AND NOT EXISTS (SELECT 1 FROM call_members m WHERE m.call_id = calls.id AND m.user_id <> @user);
        UPDATE calls SET from_id = 0 WHERE from_id = @user;
        DELETE FROM call_members WHERE user_id = @user;
        """,
        new { user }));

    private static string? NameOf(CallReason? reason) => reason is { } known ? CallNames.Of(known) : null;
}
