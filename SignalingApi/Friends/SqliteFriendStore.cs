using Dapper;
using Microsoft.Data.Sqlite;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <inheritdoc cref="IFriendStore"/>
internal sealed class SqliteFriendStore(SqliteDatabase database) : IFriendStore
{
    private const string RequestColumns = "id AS Id, from_id AS \"From\", to_id AS \"To\", created_at AS CreatedAt";

    public Task<RequestResult> RequestAsync(FriendRequest request, FriendLimits limits) => database.WriteAsync(connection =>
    {
        var (from, to) = (request.From, request.To);
        if (FindObstacle(connection, from, to, limits) is { } obstacle)
        {
            return new RequestResult(obstacle);
        }

        if (TakeRequest(connection, "from_id = @to AND to_id = @from", new { from, to }) is { } crossing)
        {
            Befriend(connection, from, to, request.CreatedAt);
            return new RequestResult(RequestVerdict.Befriended, crossing);
        }

        connection.Execute("INSERT INTO friend_requests (id, from_id, to_id, created_at) VALUES (@Id, @From, @To, @CreatedAt)", request);
        return new RequestResult(RequestVerdict.Sent, request);
    });

    public Task<AcceptResult> AcceptAsync(Id request, Id by, long now, FriendLimits limits) => database.WriteAsync(connection =>
    {
        var found = connection.QuerySingleOrDefault<FriendRequest>($"SELECT {RequestColumns} FROM friend_requests WHERE id = @request AND to_id = @by", new { request, by });
        if (found is null || IsFull(connection, found.From, limits) || IsFull(connection, by, limits))
        {
            return new AcceptResult(found, found is not null);
        }

        TakeRequest(connection, "id = @request", new { request });
        Befriend(connection, found.From, by, now);
        return new AcceptResult(found);
    });

    public Task<FriendRequest?> DeclineAsync(Id request, Id by) => database.WriteAsync(connection =>
        TakeRequest(connection, "id = @request AND to_id = @by", new { request, by }));

    public Task<FriendRequest?> CancelAsync(Id request, Id by) => database.WriteAsync(connection =>
        TakeRequest(connection, "id = @request AND from_id = @by", new { request, by }));

    public Task<bool> RemoveAsync(Id user, Id friend) => database.WriteAsync(connection => Part(connection, user, friend));

    public Task<BlockResult> BlockAsync(Id user, Block block, FriendLimits limits) => database.WriteAsync(connection =>
    {
        var stood = connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM blocks WHERE user_id = @user AND subject = @Subject)", new { user, block.Subject });
        if (!stood && connection.ExecuteScalar<int>("SELECT count(*) FROM blocks WHERE user_id = @user", new { user }) >= limits.Blocks)
        {
            return new BlockResult(true, false, false, []);
        }

        connection.Execute(
            "INSERT INTO blocks (user_id, subject, name, created_at) VALUES (@user, @Subject, @Name, @CreatedAt) ON CONFLICT (user_id, subject) DO NOTHING",
            new { user, block.Subject, block.Name, block.CreatedAt });
        if (Actor.UserOf(block.Subject) is not { } other)
        {
            return new BlockResult(false, !stood, false, []);
        }

        var gone = connection.Query<FriendRequest>(
            $"DELETE FROM friend_requests WHERE (from_id = @user AND to_id = @other) OR (from_id = @other AND to_id = @user) RETURNING {RequestColumns}",
            new { user, other }).AsList();
        return new BlockResult(false, !stood, Part(connection, user, other), gone);
    });

    public Task<bool> UnblockAsync(Id user, string subject) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM blocks WHERE user_id = @user AND subject = @subject", new { user, subject }) == 1);

    public Task<bool> AreFriendsAsync(Id a, Id b) => database.ReadAsync(connection => AreFriends(connection, a, b));

    public Task<bool> IsBlockedAsync(string a, string b) => database.ReadAsync(connection =>
        (Actor.UserOf(a) is { } userA && Blocks(connection, userA, b)) || (Actor.UserOf(b) is { } userB && Blocks(connection, userB, a)));

    public Task<IReadOnlySet<string>> BlockedEitherWayAsync(Id user) => database.ReadAsync<IReadOnlySet<string>>(connection => connection.Query<string>(
        "SELECT subject FROM blocks WHERE user_id = @user UNION SELECT 'u' || user_id FROM blocks WHERE subject = @subject",
        new { user, subject = Actor.SubjectOf(user) }).ToHashSet(StringComparer.Ordinal));

    public async Task<IReadOnlyList<Friendship>> FriendsAsync(Id user) => await database.ReadAsync(connection => connection.Query<Friendship>(
        "SELECT friend_id AS Friend, since AS Since FROM friendships WHERE user_id = @user ORDER BY friend_id DESC", new { user }).AsList());

    public async Task<IReadOnlyList<FriendRequest>> IncomingAsync(Id user) => await database.ReadAsync(connection => connection.Query<FriendRequest>(
        $"SELECT {RequestColumns} FROM friend_requests WHERE to_id = @user ORDER BY id DESC", new { user }).AsList());

    public async Task<IReadOnlyList<FriendRequest>> OutgoingAsync(Id user) => await database.ReadAsync(connection => connection.Query<FriendRequest>(
        $"SELECT {RequestColumns} FROM friend_requests WHERE from_id = @user ORDER BY id DESC", new { user }).AsList());

    public async Task<IReadOnlyList<Block>> BlocksAsync(Id user) => await database.ReadAsync(connection => connection.Query<Block>(
        "SELECT subject AS Subject, name AS Name, created_at AS CreatedAt FROM blocks WHERE user_id = @user ORDER BY created_at DESC, subject", new { user }).AsList());

    public Task DeleteAsync(Id user) => database.WriteAsync(connection => connection.Execute(
        """
        DELETE FROM friendships WHERE user_id = @user OR friend_id = @user;
        DELETE FROM friend_requests WHERE from_id = @user OR to_id = @user;
        DELETE FROM blocks WHERE user_id = @user OR subject = @subject;
        """,
        new { user, subject = Actor.SubjectOf(user) }));

    /// <summary>Why one may not ask the other now; null when one may.</summary>
    private static RequestVerdict? FindObstacle(SqliteConnection connection, Id from, Id to, FriendLimits limits)
    {
        if (from == to || !connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM users WHERE id = @to)", new { to }))
        {
            return RequestVerdict.NoSuchUser;
        }

        if (Blocks(connection, to, Actor.SubjectOf(from)))
        {
            return RequestVerdict.Blocked;
        }

        if (Blocks(connection, from, Actor.SubjectOf(to)))
        {
            return RequestVerdict.Blocks;
        }

        if (AreFriends(connection, from, to))
        {
            return RequestVerdict.AlreadyFriends;
        }

        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM friend_requests WHERE from_id = @from AND to_id = @to)", new { from, to }))
        {
            return RequestVerdict.AlreadyAsked;
        }

        // Of both: a request that cannot be accepted helps nobody.
        if (IsFull(connection, from, limits) || IsFull(connection, to, limits))
        {
            return RequestVerdict.FriendsFull;
        }

        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM friend_requests WHERE from_id = @to AND to_id = @from)", new { from, to }))
        {
            return null;
        }

        return connection.ExecuteScalar<int>("SELECT count(*) FROM friend_requests WHERE from_id = @from", new { from }) >= limits.Outgoing ? RequestVerdict.OutgoingFull
            : connection.ExecuteScalar<int>("SELECT count(*) FROM friend_requests WHERE to_id = @to", new { to }) >= limits.Incoming ? RequestVerdict.IncomingFull
            : null;
    }

    private static bool IsFull(SqliteConnection connection, Id user, FriendLimits limits) =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM friendships WHERE user_id = @user", new { user }) >= limits.Friends;

    private static bool Blocks(SqliteConnection connection, Id user, string subject) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM blocks WHERE user_id = @user AND subject = @subject)", new { user, subject });

    private static bool AreFriends(SqliteConnection connection, Id a, Id b) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM friendships WHERE user_id = @a AND friend_id = @b)", new { a, b });

    private static FriendRequest? TakeRequest(SqliteConnection connection, string which, object values) =>
        connection.QuerySingleOrDefault<FriendRequest>($"DELETE FROM friend_requests WHERE {which} RETURNING {RequestColumns}", values);

    private static void Befriend(SqliteConnection connection, Id a, Id b, long since) =>
        connection.Execute("INSERT INTO friendships (user_id, friend_id, since) VALUES (@a, @b, @since), (@b, @a, @since)", new { a, b, since });

    private static bool Part(SqliteConnection connection, Id a, Id b) =>
        connection.Execute("DELETE FROM friendships WHERE (user_id = @a AND friend_id = @b) OR (user_id = @b AND friend_id = @a)", new { a, b }) > 0;
}
