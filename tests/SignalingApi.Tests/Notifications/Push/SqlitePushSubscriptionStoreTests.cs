using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

public sealed class SqlitePushSubscriptionStoreTests : PushSubscriptionStoreContract, IDisposable
{
    private readonly SqliteStoreFixture fixture = new();
    private readonly SqlitePushSubscriptionStore store;

    public SqlitePushSubscriptionStoreTests() => store = new SqlitePushSubscriptionStore(fixture.Database);

    private protected override IPushSubscriptionStore Store => store;

    public void Dispose() => fixture.Dispose();

    private protected override Task<Id> UserAsync() => fixture.UserAsync();
}
