using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Presence;

public sealed class SqliteLastSeenStoreTests : LastSeenStoreContract, IDisposable
{
    private readonly SqliteStoreFixture fixture = new();
    private readonly SqliteLastSeenStore store;

    public SqliteLastSeenStoreTests() => store = new SqliteLastSeenStore(fixture.Database);

    private protected override ILastSeenStore Store => store;

    public void Dispose() => fixture.Dispose();

    private protected override Task<Id> UserAsync() => fixture.UserAsync();
}
