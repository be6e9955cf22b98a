using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>A <see cref="Standing"/> as one row.</summary>
internal sealed record StandingRow
{
    // What people wrote: a missed call has a notice of its own. Unread messages are counted to a bound: a member who was away for a year costs as much as one who was away for a week.
    private static readonly string Select = $"""
        SELECT c.id AS Id, c.kind AS Kind, c.low_user AS LowUser, c.high_user AS HighUser, c.last_seq AS LastSeq, c.last_version AS LastVersion,
            c.updated_at AS UpdatedAt, c.created_at AS CreatedAt,
            m.user_id AS UserId, m.role AS Role, m.joined_at AS JoinedAt, m.cleared_seq AS ClearedSeq, m.delivered_seq AS DeliveredSeq, m.read_seq AS ReadSeq,
            (SELECT count(*) FROM (SELECT 1 FROM messages x
                WHERE x.conversation_id = c.id AND x.seq > max(m.read_seq, m.cleared_seq) AND x.sender_id <> m.user_id AND x.deleted_at IS NULL AND x.kind = 1
                LIMIT {ChatLimits.MaxUnread})) AS Unread,
            (SELECT count(*) FROM conversation_members n WHERE n.conversation_id = c.id) AS MemberCount,
            g.name AS GroupName, coalesce(g.picture_version, 0) AS PictureVersion
        FROM conversation_members m
        JOIN conversations c ON c.id = m.conversation_id
        LEFT JOIN chat_groups g ON g.id = c.id
        WHERE
        """;

    public Id Id { get; init; }

    public ConversationKind Kind { get; init; }

    public Id? LowUser { get; init; }

    public Id? HighUser { get; init; }

    public long LastSeq { get; init; }

    public long LastVersion { get; init; }

    public long UpdatedAt { get; init; }

    public long CreatedAt { get; init; }

    public Id UserId { get; init; }

    public MemberRole Role { get; init; }

    public long JoinedAt { get; init; }

    public long ClearedSeq { get; init; }

    public long DeliveredSeq { get; init; }

    public long ReadSeq { get; init; }

    public int Unread { get; init; }

    public int MemberCount { get; init; }

    public string? GroupName { get; init; }

    public int PictureVersion { get; init; }

    /// <param name="connection">The database.</param>
    /// <param name="condition">SQL after WHERE: of the member `m` and the conversation `c`; and perhaps an order and a limit.</param>
    /// <param name="parameters">Of the condition.</param>
    public static IReadOnlyList<Standing> Query(SqliteConnection connection, string condition, object parameters) =>
        [.. connection.Query<StandingRow>($"{Select} {condition}", parameters).Select(static row => row.ToStanding())];

    private Standing ToStanding() => new(
        new Conversation
        {
            Id = Id, Kind = Kind, LowUser = LowUser, HighUser = HighUser, LastSeq = LastSeq, LastVersion = LastVersion, UpdatedAt = UpdatedAt, CreatedAt = CreatedAt,
        },
        new Membership
        {
            ConversationId = Id, UserId = UserId, Role = Role, JoinedAt = JoinedAt, ClearedSeq = ClearedSeq, DeliveredSeq = DeliveredSeq, ReadSeq = ReadSeq,
        },
        Unread,
        MemberCount,
        GroupName is null ? null : new GroupFace(GroupName, PictureVersion));
}
