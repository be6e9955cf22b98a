using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Tests.Storage;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>What every <see cref="IConsentStore"/> must do.</summary>
public abstract class ConsentStoreContract
{
    private protected abstract IConsentStore Store { get; }

    [Fact]
    public async Task The_last_consent_counts_and_those_of_guests_are_forgotten()
    {
        await Store.SetAsync("u1", new Consent { Terms = "1", At = 10 }, 0);
        await Store.SetAsync("gone", new Consent { Terms = "1", At = 10 }, 0);
        await Store.SetAsync("u1", new Consent { Terms = "2", At = 20 }, 15);
        Assert.Equal(new Consent { Terms = "2", At = 20 }, await Store.FindAsync("u1"));
        Assert.Null(await Store.FindAsync("gone"));
        await Store.SetAsync("gtwo", new Consent { Terms = "1", At = 30 }, 100);
        Assert.NotNull(await Store.FindAsync("gtwo"));
        Assert.NotNull(await Store.FindAsync("u1"));
        await Store.DeleteAsync("u1");
        Assert.Null(await Store.FindAsync("u1"));
    }
}

public sealed class SqliteConsentStoreTests : ConsentStoreContract, IDisposable
{
    private readonly SqliteStoreFixture store = new();

    private protected override IConsentStore Store => new SqliteConsentStore(store.Database);

    public void Dispose() => store.Dispose();
}
