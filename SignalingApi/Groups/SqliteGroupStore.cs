using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <inheritdoc cref="IGroupStore"/>
internal sealed class SqliteGroupStore(SqliteDatabase database) : IGroupStore
{
    private const string Columns =
        "id AS Id, name AS Name, code AS Code, picture_key AS PictureKey, picture_type AS PictureType, picture_version AS PictureVersion, created_at AS CreatedAt";

    public Task<GroupWritten> CreateAsync(Group group, Id owner, IReadOnlyList<Id> members, NewMessage note) => database.WriteAsync(connection =>
    {
        if (members.Append(owner).Any(user => IsInTooMany(connection, user)))
        {
            return GroupWritten.Refused(GroupFate.TooManyGroups);
        }

        connection.Execute(
            """
            INSERT INTO conversations (id, kind, updated_at, created_at) VALUES (@Id, 2, @CreatedAt, @CreatedAt);
            INSERT INTO chat_groups (id, name, code, created_at) VALUES (@Id, @Name, @Code, @CreatedAt)
            """,
            group);
        SqliteGroupRows.Insert(connection, group.Id, owner, MemberRole.Owner, group.CreatedAt);
        foreach (var member in members)
        {
            SqliteGroupRows.Insert(connection, group.Id, member, MemberRole.Member, group.CreatedAt);
        }

        return SqliteGroupRows.Written(connection, group.Id, note);
    });

    public Task<Group?> FindAsync(Id group) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Group>($"SELECT {Columns} FROM chat_groups WHERE id = @group", new { group }));

    public Task<Group?> FindByCodeAsync(string code) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Group>($"SELECT {Columns} FROM chat_groups WHERE code = @code", new { code }));

    public Task<GroupWritten> JoinAsync(Id group, Id user, NewMessage note) => database.WriteAsync(connection =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM group_removed WHERE group_id = @group AND user_id = @user)", new { group, user })
            ? GroupWritten.Refused(GroupFate.Barred)
            : Enter(connection, group, user, note));

    public Task<GroupWritten> AddAsync(Id group, Id by, Id user, NewMessage note) => database.WriteAsync(connection =>
    {
        if (Check(connection, GroupAct.Invite, group, by) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        connection.Execute("DELETE FROM group_removed WHERE group_id = @group AND user_id = @user", new { group, user });
        return Enter(connection, group, user, note);
    });

    public Task<GroupWritten> LeaveAsync(Id group, Id user, NewMessage note) => database.WriteAsync(connection =>
    {
        if (!Exists(connection, group) || SqliteConversationStore.FindMember(connection, group, user) is not { } member)
        {
            return GroupWritten.Refused(GroupFate.NotMember);
        }

        SqliteGroupRows.Delete(connection, group, user);
        if (SqliteConversationStore.Members(connection, group) is not [var heir, ..])
        {
            return SqliteGroupRows.End(connection, group, [user], note.SentAt);
        }

        if (member.Role == MemberRole.Owner)
        {
            SqliteGroupRows.SetRole(connection, group, heir.UserId, MemberRole.Owner);
        }

        return SqliteGroupRows.Written(connection, group, note);
    });

    public Task<GroupWritten> RemoveAsync(Id group, Id by, Id user, NewMessage note) => database.WriteAsync(connection =>
    {
        if (Check(connection, GroupAct.Remove, group, by, user) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        SqliteGroupRows.Delete(connection, group, user);
        connection.Execute("INSERT INTO group_removed (group_id, user_id, at) VALUES (@group, @user, @SentAt) ON CONFLICT DO NOTHING", new { group, user, note.SentAt });
        return SqliteGroupRows.Written(connection, group, note);
    });

    public Task<GroupWritten> SetRoleAsync(Id group, Id by, Id user, MemberRole role, NewMessage note) => database.WriteAsync(connection =>
    {
        if (Check(connection, role == MemberRole.Owner ? GroupAct.HandOver : GroupAct.SetRole, group, by, user) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        if (SqliteConversationStore.FindMember(connection, group, user)!.Role == role)
        {
            return new GroupWritten(GroupFate.Unchanged, [], MessageBundle.Empty);
        }

        SqliteGroupRows.SetRole(connection, group, user, role);
        if (role == MemberRole.Owner)
        {
            SqliteGroupRows.SetRole(connection, group, by, MemberRole.Admin);
        }

        return SqliteGroupRows.Written(connection, group, note);
    });

    public Task<GroupWritten> RenameAsync(Id group, Id by, string name, NewMessage note) => database.WriteAsync(connection =>
    {
        if (Check(connection, GroupAct.Edit, group, by) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        return connection.Execute("UPDATE chat_groups SET name = @name WHERE id = @group AND name <> @name", new { group, name }) == 1
            ? SqliteGroupRows.Written(connection, group, note)
            : new GroupWritten(GroupFate.Unchanged, [], MessageBundle.Empty);
    });

    public Task<GroupWritten> SetCodeAsync(Id group, Id by, string code) => database.WriteAsync(connection =>
    {
        if (Check(connection, GroupAct.Edit, group, by) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        connection.Execute("UPDATE chat_groups SET code = @code WHERE id = @group", new { group, code });
        return SqliteGroupRows.Written(connection, group, null);
    });

    public Task<GroupWritten> SetPictureAsync(Id group, Id by, string? blobKey, string? type, NewMessage note) => database.WriteAsync(connection =>
    {
        if (Check(connection, GroupAct.Edit, group, by) is { } flaw)
        {
            return GroupWritten.Refused(flaw);
        }

        var before = connection.ExecuteScalar<string?>("SELECT picture_key FROM chat_groups WHERE id = @group", new { group });
        if (before is null && blobKey is null)
        {
            return new GroupWritten(GroupFate.Unchanged, [], MessageBundle.Empty);
        }

        // The number of changes is kept in the sign, so that a picture after none has an address that no cache knows.
        connection.Execute(
            """
            UPDATE chat_groups SET picture_key = @blobKey, picture_type = @type, picture_version = CASE WHEN @blobKey IS NULL THEN -abs(picture_version) ELSE abs(picture_version) + 1 END
            WHERE id = @group
            """,
            new { group, blobKey, type });
        return SqliteGroupRows.Written(connection, group, note) with { FreedBlob = before };
    });

    public Task<GroupWritten> DeleteAsync(Id group, Id by, long now) => database.WriteAsync(connection =>
        Check(connection, GroupAct.Delete, group, by) is { } flaw
            ? GroupWritten.Refused(flaw)
            : SqliteGroupRows.End(connection, group, SqliteConversationStore.MemberIds(connection, group), now));

    private static GroupWritten Enter(SqliteConnection connection, Id group, Id user, NewMessage note)
    {
        if (!Exists(connection, group))
        {
            return GroupWritten.Refused(GroupFate.NoSuchGroup);
        }

        if (SqliteConversationStore.FindMember(connection, group, user) is not null)
        {
            return new GroupWritten(GroupFate.Unchanged, [], MessageBundle.Empty);
        }

        if (connection.ExecuteScalar<int>("SELECT count(*) FROM conversation_members WHERE conversation_id = @group", new { group }) >= ChatLimits.MaxGroupMembers)
        {
            return GroupWritten.Refused(GroupFate.Full);
        }

        if (IsInTooMany(connection, user))
        {
            return GroupWritten.Refused(GroupFate.TooManyGroups);
        }

        SqliteGroupRows.Insert(connection, group, user, MemberRole.Member, note.SentAt);
        return SqliteGroupRows.Written(connection, group, note);
    }

    private static bool Exists(SqliteConnection connection, Id group) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM chat_groups WHERE id = @group)", new { group });

    private static bool IsInTooMany(SqliteConnection connection, Id user) => connection.ExecuteScalar<int>(
        "SELECT count(*) FROM conversation_members m JOIN conversations c ON c.id = m.conversation_id WHERE m.user_id = @user AND c.kind = 2", new { user }) >= ChatLimits.MaxGroupsOfUser;

    private static GroupFate? Check(SqliteConnection connection, GroupAct act, Id group, Id by, Id? target = null)
    {
        if (!Exists(connection, group) || SqliteConversationStore.FindMember(connection, group, by) is not { } actor)
        {
            return GroupFate.NotMember;
        }

        if (target is { } whom)
        {
            return SqliteConversationStore.FindMember(connection, group, whom) is not { } member ? GroupFate.NoSuchMember
                : GroupPermissions.May(act, actor.Role, member.Role) ? null
                : GroupFate.Forbidden;
        }

        return GroupPermissions.May(act, actor.Role) ? null : GroupFate.Forbidden;
    }
}
