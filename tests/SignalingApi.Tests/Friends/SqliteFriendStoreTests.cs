using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Friends;

public sealed class SqliteFriendStoreTests : FriendStoreContract, IDisposable
{
    private readonly SqliteStoreFixture fixture = new();
    private readonly SqliteFriendStore store;

    public SqliteFriendStoreTests() => store = new SqliteFriendStore(fixture.Database);

    private protected override IFriendStore Store => store;

    public void Dispose() => fixture.Dispose();

    private protected override Task<Id> UserAsync() => fixture.UserAsync();

    private protected override Task DropUserAsync(Id user) => fixture.DropUserAsync(user);
}
