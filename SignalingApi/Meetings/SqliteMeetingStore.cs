using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <inheritdoc cref="IMeetingStore"/>
internal sealed class SqliteMeetingStore(SqliteDatabase database) : IMeetingStore
{
    private const string Columns =
        """
        id AS Id, code AS Code, title AS Title, owner_id AS OwnerId, host AS Host, group_id AS GroupId, starts_at AS StartsAt,
        duration_minutes AS DurationMinutes, lobby AS Lobby, guests AS Guests, members_only AS MembersOnly, mute_on_entry AS MuteOnEntry,
        hard_mute AS HardMute, locked AS Locked, spotlight AS Spotlight, state AS State, created_at AS CreatedAt, opened_at AS OpenedAt,
        ended_at AS EndedAt, empty_since AS EmptySince
        """;

    private const string MemberColumns =
        """
        meeting_id AS MeetingId, subject AS Subject, user_id AS UserId, name AS Name, is_cohost AS IsCohost, invited AS Invited,
        admitted AS Admitted, removed AS Removed, banned AS Banned, denials AS Denials, first_joined_at AS FirstJoinedAt,
        present_since AS PresentSince, hand_at AS HandAt
        """;

    private const string WaitColumns = "meeting_id AS MeetingId, subject AS Subject, user_id AS UserId, name AS Name, connection AS Connection, at AS At, seen_at AS SeenAt";

    private const string StayColumns =
        "id AS Id, meeting_id AS MeetingId, subject AS Subject, user_id AS UserId, name AS Name, joined_at AS JoinedAt, left_at AS LeftAt, reason AS Reason";

    private const string TokenColumns = "token_id AS TokenId, meeting_id AS MeetingId, subject AS Subject, expires_at AS ExpiresAt";

    private const string MessageColumns =
        "id AS Id, meeting_id AS MeetingId, subject AS Subject, user_id AS UserId, name AS Name, client_message_id AS ClientMessageId, text AS Text, at AS At";

    public Task<bool> TryAddAsync(Meeting meeting) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO meetings (id, code, title, owner_id, host, group_id, starts_at, duration_minutes, lobby, guests, members_only, mute_on_entry,
            hard_mute, locked, spotlight, state, created_at, opened_at, ended_at, empty_since)
        VALUES (@Id, @Code, @Title, @OwnerId, @Host, @GroupId, @StartsAt, @DurationMinutes, @Lobby, @Guests, @MembersOnly, @MuteOnEntry,
            @HardMute, @Locked, @Spotlight, @State, @CreatedAt, @OpenedAt, @EndedAt, @EmptySince)
        ON CONFLICT (code) DO NOTHING
        """,
        meeting) == 1);

    public Task<Meeting?> FindAsync(Id id) => database.ReadAsync(connection => Find(connection, id));

    public Task<Meeting?> FindAsync(string code) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Meeting>($"SELECT {Columns} FROM meetings WHERE code = @code", new { code }));

    public Task<Meeting?> FindOpenOfGroupAsync(Id group) => database.ReadAsync(connection => connection.QueryFirstOrDefault<Meeting>(
        $"SELECT {Columns} FROM meetings WHERE group_id = @group AND state = 1 ORDER BY id DESC LIMIT 1", new { group }));

    public Task<Meeting?> ChangeAsync(Id id, Func<Meeting, Meeting?> change) => database.WriteAsync(connection =>
    {
        if (Find(connection, id) is not { } meeting || change(meeting) is not { } changed)
        {
            return null;
        }

        connection.Execute(
            """
            UPDATE meetings SET title = @Title, owner_id = @OwnerId, host = @Host, starts_at = @StartsAt, duration_minutes = @DurationMinutes,
                lobby = @Lobby, guests = @Guests, members_only = @MembersOnly, mute_on_entry = @MuteOnEntry, hard_mute = @HardMute, locked = @Locked,
                spotlight = @Spotlight, state = @State, opened_at = @OpenedAt, ended_at = @EndedAt, empty_since = @EmptySince
            WHERE id = @Id
            """,
            changed with { Id = id });
        return changed;
    });

    public Task<int> CountStandingAsync(Id owner) => database.ReadAsync(connection =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM meetings WHERE owner_id = @owner AND state < 2", new { owner }));

    public Task<IReadOnlyList<Meeting>> ListAsync(Id user, bool? over, Id? before, int limit) => database.ReadAsync<IReadOnlyList<Meeting>>(connection =>
        connection.Query<Meeting>(
            $"""
            SELECT {Columns} FROM meetings
            WHERE (owner_id = @user OR id IN (
                    SELECT meeting_id FROM meeting_members
                    WHERE user_id = @user AND banned = 0 AND (invited = 1 OR is_cohost = 1 OR first_joined_at IS NOT NULL)))
                AND (@over IS NULL OR (state >= 2) = @over) AND (@before IS NULL OR id < @before)
            ORDER BY id DESC LIMIT @limit
            """,
            new { user, over, before, limit }).AsList());

    public Task<IReadOnlyList<Meeting>> ListForgottenAsync(long emptyBefore, long unusedBefore, int limit) => database.ReadAsync<IReadOnlyList<Meeting>>(connection =>
        connection.Query<Meeting>(
            $"""
            SELECT {Columns} FROM meetings
            WHERE state < 2 AND ((empty_since < @emptyBefore AND coalesce(starts_at + coalesce(duration_minutes, 0) * 60000, 0) < @emptyBefore)
                OR (opened_at IS NULL AND coalesce(starts_at + coalesce(duration_minutes, 0) * 60000, created_at) < @unusedBefore))
            ORDER BY id LIMIT @limit
            """,
            new { emptyBefore, unusedBefore, limit }).AsList());

    public Task DeleteAsync(Id id) => database.WriteAsync(connection => Delete(connection, "= @id", new { id }));

    public Task<MeetingMember?> FindMemberAsync(Id meeting, string subject) => database.ReadAsync(connection => FindMember(connection, meeting, subject));

    public Task<MeetingMember> ChangeMemberAsync(Id meeting, string subject, Func<MeetingMember, MeetingMember> change) => database.WriteAsync(connection =>
    {
        var changed = change(FindMember(connection, meeting, subject) ?? new MeetingMember { MeetingId = meeting, Subject = subject })
            with { MeetingId = meeting, Subject = subject };
        connection.Execute(
            """
            INSERT OR REPLACE INTO meeting_members (meeting_id, subject, user_id, name, is_cohost, invited, admitted, removed, banned, denials,
                first_joined_at, present_since, hand_at)
            VALUES (@MeetingId, @Subject, @UserId, @Name, @IsCohost, @Invited, @Admitted, @Removed, @Banned, @Denials,
                @FirstJoinedAt, @PresentSince, @HandAt)
            """,
            changed);
        return changed;
    });

    public Task<IReadOnlyList<MeetingMember>> ListPresentAsync(Id meeting) => MembersAsync(
        "meeting_id = @meeting AND present_since IS NOT NULL ORDER BY present_since, subject", new { meeting });

    public Task<IReadOnlyList<MeetingMember>> ListAllPresentAsync() => MembersAsync("present_since IS NOT NULL", null);

    public Task<IReadOnlyList<MeetingMember>> ListChosenAsync(Id meeting) => MembersAsync(
        "meeting_id = @meeting AND (is_cohost = 1 OR invited = 1) ORDER BY subject", new { meeting });

    public Task<bool> PutWaitAsync(MeetingWait wait, int max) => database.WriteAsync(connection =>
        connection.Execute(
            "UPDATE meeting_waits SET name = @Name, connection = @Connection, seen_at = @SeenAt WHERE meeting_id = @MeetingId AND subject = @Subject", wait) == 1
        || connection.Execute(
            """
            INSERT INTO meeting_waits (meeting_id, subject, user_id, name, connection, at, seen_at)
            SELECT @MeetingId, @Subject, @UserId, @Name, @Connection, @At, @SeenAt
            WHERE (SELECT count(*) FROM meeting_waits WHERE meeting_id = @MeetingId) < @max
            """,
            new { wait.MeetingId, wait.Subject, wait.UserId, wait.Name, wait.Connection, wait.At, wait.SeenAt, max }) == 1);

    public Task<MeetingWait?> TakeWaitAsync(Id meeting, string subject, string? connection = null) => database.WriteAsync(open =>
        open.QuerySingleOrDefault<MeetingWait>(
            $"""
            DELETE FROM meeting_waits WHERE meeting_id = @meeting AND subject = @subject AND (@connection IS NULL OR connection = @connection)
            RETURNING {WaitColumns}
            """,
            new { meeting, subject, connection }));

    public Task<IReadOnlyList<MeetingWait>> TakeWaitsAsync(Id meeting) => database.WriteAsync<IReadOnlyList<MeetingWait>>(connection =>
        connection.Query<MeetingWait>($"DELETE FROM meeting_waits WHERE meeting_id = @meeting RETURNING {WaitColumns}", new { meeting }).AsList());

    public Task<IReadOnlyList<MeetingWait>> ListWaitsAsync(Id meeting) => database.ReadAsync<IReadOnlyList<MeetingWait>>(connection =>
        connection.Query<MeetingWait>($"SELECT {WaitColumns} FROM meeting_waits WHERE meeting_id = @meeting ORDER BY at, subject", new { meeting }).AsList());

    public Task TouchWaitsAsync(IReadOnlyCollection<string> connections, long now) => database.WriteAsync(connection =>
    {
        foreach (var page in connections)
        {
            connection.Execute("UPDATE meeting_waits SET seen_at = @now WHERE connection = @page", new { now, page });
        }
    });

    public Task<IReadOnlyList<MeetingWait>> TakeLostWaitsAsync(long seenBefore) => database.WriteAsync<IReadOnlyList<MeetingWait>>(connection =>
        connection.Query<MeetingWait>($"DELETE FROM meeting_waits WHERE seen_at < @seenBefore RETURNING {WaitColumns}", new { seenBefore }).AsList());

    public Task BeginStayAsync(MeetingStay stay) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO meeting_stays (id, meeting_id, subject, user_id, name, joined_at)
        VALUES (@Id, @MeetingId, @Subject, @UserId, @Name, @JoinedAt)
        ON CONFLICT (meeting_id, subject) WHERE left_at IS NULL DO NOTHING
        """,
        stay));

    public Task EndStayAsync(Id meeting, string subject, long at, string reason) => database.WriteAsync(connection => connection.Execute(
        "UPDATE meeting_stays SET left_at = @at, reason = @reason WHERE meeting_id = @meeting AND subject = @subject AND left_at IS NULL",
        new { meeting, subject, at, reason }));

    public Task<IReadOnlyList<MeetingStay>> ListStaysAsync(Id meeting, Id? after, int limit) => database.ReadAsync<IReadOnlyList<MeetingStay>>(connection =>
        connection.Query<MeetingStay>(
            $"""
            SELECT {StayColumns}, EXISTS (SELECT 1 FROM meeting_members m WHERE m.meeting_id = s.meeting_id AND m.subject = s.subject AND m.banned = 1) AS Banned
            FROM meeting_stays s WHERE meeting_id = @meeting AND (@after IS NULL OR id > @after) ORDER BY id LIMIT @limit
            """,
            new { meeting, after, limit }).AsList());

    public Task<bool> TryAddTokenAsync(MeetingToken token) => database.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO meeting_tokens (token_id, meeting_id, subject, expires_at)
        SELECT @TokenId, @MeetingId, @Subject, @ExpiresAt
        WHERE EXISTS (SELECT 1 FROM meetings WHERE id = @MeetingId AND state < 2)
            AND NOT EXISTS (SELECT 1 FROM meeting_members WHERE meeting_id = @MeetingId AND subject = @Subject AND (banned = 1 OR removed = 1))
        """,
        token) == 1);

    public Task<IReadOnlyList<MeetingToken>> TakeTokensAsync(Id meeting, string? subject, long now) => database.WriteAsync<IReadOnlyList<MeetingToken>>(connection =>
    {
        connection.Execute("DELETE FROM meeting_tokens WHERE expires_at < @now", new { now });
        return connection.Query<MeetingToken>(
            $"DELETE FROM meeting_tokens WHERE meeting_id = @meeting AND (@subject IS NULL OR subject = @subject) RETURNING {TokenColumns}",
            new { meeting, subject }).AsList();
    });

    public Task<MeetingMessage?> AddMessageAsync(MeetingMessage message, int max) => database.WriteAsync(connection =>
    {
        connection.Execute(
            """
            INSERT INTO meeting_messages (id, meeting_id, subject, user_id, name, client_message_id, text, at)
            SELECT @Id, @MeetingId, @Subject, @UserId, @Name, @ClientMessageId, @Text, @At
            WHERE (SELECT count(*) FROM meeting_messages WHERE meeting_id = @MeetingId) < @max
            ON CONFLICT (meeting_id, subject, client_message_id) DO NOTHING
            """,
            new { message.Id, message.MeetingId, message.Subject, message.UserId, message.Name, message.ClientMessageId, message.Text, message.At, max });
        return connection.QuerySingleOrDefault<MeetingMessage>(
            $"SELECT {MessageColumns} FROM meeting_messages WHERE meeting_id = @MeetingId AND subject = @Subject AND client_message_id = @ClientMessageId", message);
    });

    public Task<IReadOnlyList<MeetingMessage>> ListMessagesAsync(Id meeting, Id? before, int limit) => database.ReadAsync<IReadOnlyList<MeetingMessage>>(connection =>
        connection.Query<MeetingMessage>(
            $"SELECT {MessageColumns} FROM meeting_messages WHERE meeting_id = @meeting AND (@before IS NULL OR id < @before) ORDER BY id DESC LIMIT @limit",
            new { meeting, before, limit }).AsList());

    public Task<(IReadOnlyList<MeetingStay> Stays, IReadOnlyList<MeetingMessage> Messages)> ListOfUserAsync(Id user, int limit) =>
        database.ReadAsync<(IReadOnlyList<MeetingStay> Stays, IReadOnlyList<MeetingMessage> Messages)>(connection => (
            connection.Query<MeetingStay>($"SELECT {StayColumns} FROM meeting_stays WHERE user_id = @user ORDER BY id DESC LIMIT @limit", new { user, limit }).AsList(),
            connection.Query<MeetingMessage>($"SELECT {MessageColumns} FROM meeting_messages WHERE user_id = @user ORDER BY id DESC LIMIT @limit", new { user, limit }).AsList()));

    public Task ForgetUserAsync(Id user) => database.WriteAsync(connection =>
    {
        Delete(connection, "IN (SELECT id FROM meetings WHERE owner_id = @user)", new { user });
        connection.Execute(
            """
            DELETE FROM meeting_members WHERE user_id = @user;
            DELETE FROM meeting_waits WHERE user_id = @user;
            UPDATE meeting_stays SET user_id = NULL, subject = '-' || id, name = '', left_at = coalesce(left_at, joined_at) WHERE user_id = @user;
            UPDATE meeting_messages SET user_id = NULL, subject = '-' || id, name = '' WHERE user_id = @user;
            """,
            new { user });
    });

    private static Meeting? Find(SqliteConnection connection, Id id) =>
        connection.QuerySingleOrDefault<Meeting>($"SELECT {Columns} FROM meetings WHERE id = @id", new { id });

    private static MeetingMember? FindMember(SqliteConnection connection, Id meeting, string subject) => connection.QuerySingleOrDefault<MeetingMember>(
        $"SELECT {MemberColumns} FROM meeting_members WHERE meeting_id = @meeting AND subject = @subject", new { meeting, subject });

    private static void Delete(SqliteConnection connection, string which, object parameters)
    {
        foreach (var table in (string[])["meeting_members", "meeting_waits", "meeting_stays", "meeting_tokens", "meeting_messages"])
        {
            connection.Execute($"DELETE FROM {table} WHERE meeting_id {which}", parameters);
        }

        connection.Execute($"DELETE FROM meetings WHERE id {which}", parameters);
    }

    private Task<IReadOnlyList<MeetingMember>> MembersAsync(string where, object? parameters) => database.ReadAsync<IReadOnlyList<MeetingMember>>(connection =>
        connection.Query<MeetingMember>($"SELECT {MemberColumns} FROM meeting_members WHERE {where}", parameters).AsList());
}
