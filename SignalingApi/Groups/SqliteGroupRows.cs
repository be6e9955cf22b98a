using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>The statements that changes of groups are made of, each within a transaction.</summary>
internal static class SqliteGroupRows
{
    /// <summary>Who comes sees what is written from now on.</summary>
    public static void Insert(SqliteConnection connection, Id group, Id user, MemberRole role, long now) => connection.Execute(
        """
        INSERT INTO conversation_members (conversation_id, user_id, role, joined_at, cleared_seq, delivered_seq, read_seq)
        SELECT id, @user, @role, @now, last_seq, last_seq, last_seq FROM conversations WHERE id = @group
        """,
        new { group, user, role, now });

    public static void Delete(SqliteConnection connection, Id group, Id user) =>
        connection.Execute("DELETE FROM conversation_members WHERE conversation_id = @group AND user_id = @user", new { group, user });

    public static void SetRole(SqliteConnection connection, Id group, Id user, MemberRole role) =>
        connection.Execute("UPDATE conversation_members SET role = @role WHERE conversation_id = @group AND user_id = @user", new { group, user, role });

    /// <summary>Appends the note; answers the group as it is now.</summary>
    public static GroupWritten Written(SqliteConnection connection, Id group, NewMessage? note) => new(
        GroupFate.Written,
        SqliteConversationStore.MemberIds(connection, group),
        note is null ? MessageBundle.Empty : SqliteMessageRows.Bundle(connection, [SqliteMessageRows.Append(connection, note)]));

    /// <summary>Nobody is in it from now on; its messages are purged little by little.</summary>
    public static GroupWritten End(SqliteConnection connection, Id group, IReadOnlyList<Id> members, long now)
    {
        var picture = connection.ExecuteScalar<string?>("SELECT picture_key FROM chat_groups WHERE id = @group", new { group });
        connection.Execute(
            """
            DELETE FROM conversation_members WHERE conversation_id = @group;
            DELETE FROM chat_groups WHERE id = @group;
            DELETE FROM group_removed WHERE group_id = @group;
            UPDATE conversations SET deleted_at = @now WHERE id = @group
            """,
            new { group, now });
        return new GroupWritten(GroupFate.Ended, members, MessageBundle.Empty, picture);
    }
}
