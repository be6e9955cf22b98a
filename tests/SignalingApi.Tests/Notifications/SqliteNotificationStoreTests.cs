using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications;

public sealed class SqliteNotificationStoreTests : NotificationStoreContract, IDisposable
{
    private readonly SqliteStoreFixture fixture = new();
    private readonly SqliteNotificationStore store;

    public SqliteNotificationStoreTests() => store = new SqliteNotificationStore(fixture.Database);

    private protected override INotificationStore Store => store;

    public void Dispose() => fixture.Dispose();

    private protected override Task<Id> UserAsync() => fixture.UserAsync();
}
