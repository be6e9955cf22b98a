using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Audit;

/// <summary>What every <see cref="IAuditStore"/> must do.</summary>
public abstract class AuditStoreContract
{
    private protected abstract IAuditStore Store { get; }

    [Fact]
    public async Task The_newest_come_first_page_by_page_and_the_oldest_go()
    {
        for (var n = 1; n <= 20; n++)
        {
            await Store.AddAsync(new AuditEntry { Id = new Id(n), At = n, Actor = $"u{n % 2}", Action = "a.b", Subject = "u1", Detail = "'; --" }, 10);
        }

        Assert.Equal([20, 19, 18], (await Store.ListAsync(null, 3)).Select(static entry => entry.Id.Value));
        Assert.Equal([17, 16], (await Store.ListAsync(new Id(18), 2)).Select(static entry => entry.Id.Value));
        Assert.Equal(10, (await Store.ListAsync(null, 100)).Count);
        Assert.Equal(5, (await Store.ListOfAsync("u0", 100)).Count);
        Assert.Equal(10, (await Store.ListOfAsync("u1", 100)).Count);
        Assert.Equal(new AuditEntry { Id = new Id(20), At = 20, Actor = "u0", Action = "a.b", Subject = "u1", Detail = "'; --" }, (await Store.ListAsync(null, 1))[0]);
    }
}

public sealed class SqliteAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly SqliteStoreFixture store = new();

    private protected override IAuditStore Store => new SqliteAuditStore(store.Database);

    public void Dispose() => store.Dispose();
}
