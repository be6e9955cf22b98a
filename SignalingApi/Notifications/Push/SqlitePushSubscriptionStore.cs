using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <inheritdoc cref="IPushSubscriptionStore"/>
internal sealed class SqlitePushSubscriptionStore(SqliteDatabase database) : IPushSubscriptionStore
{
    public Task<bool> AddAsync(PushSubscription subscription, int keep) => database.WriteAsync(connection =>
    {
        var added = connection.Execute(
            """
            INSERT INTO push_subscriptions (endpoint, user_id, public_key, secret, created_at)
            SELECT @Endpoint, @User, @PublicKey, @Secret, @CreatedAt WHERE EXISTS (SELECT 1 FROM users WHERE id = @User)
            ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, public_key = excluded.public_key, secret = excluded.secret, created_at = excluded.created_at
            """,
            subscription) == 1;
        connection.Execute(
            """
            DELETE FROM push_subscriptions WHERE user_id = @User AND endpoint NOT IN
                (SELECT endpoint FROM push_subscriptions WHERE user_id = @User ORDER BY created_at DESC, endpoint = @Endpoint DESC LIMIT @keep)
            """,
            new { subscription.User, subscription.Endpoint, keep });
        return added;
    });

    public async Task<IReadOnlyList<PushSubscription>> ListAsync(Id user) => await database.ReadAsync(connection => connection.Query<PushSubscription>(
        """
        SELECT user_id AS User, endpoint AS Endpoint, public_key AS PublicKey, secret AS Secret, created_at AS CreatedAt
        FROM push_subscriptions WHERE user_id = @user ORDER BY created_at DESC, endpoint
        """,
        new { user }).AsList());

    public Task<bool> DeleteAsync(Id user, string endpoint) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM push_subscriptions WHERE user_id = @user AND endpoint = @endpoint", new { user, endpoint }) == 1);

    public Task DeleteAllAsync(Id user) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM push_subscriptions WHERE user_id = @user", new { user }));
}
