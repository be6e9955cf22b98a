using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Tests.Dtls;

[Collection("Dtls")]
public sealed class DtlsHandshakeTests
{
    [Theory]
    [InlineData(1200)]
    [InlineData(600)]
    [InlineData(DtlsEndpoint.MinMtu)]
    public void Both_roles_connect_in_two_round_trips_with_the_same_keys(int mtu)
    {
        using var pair = new DtlsPair(mtu);
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(40));
        pair.AssertSameKeys();
        Assert.Equal(TimeSpan.FromMilliseconds(80), pair.Elapsed);
        Assert.Equal(DtlsSrtpProfile.AeadAes128Gcm, pair.Client.Keys!.Profile);
        Assert.Equal(16, pair.Client.Keys.Client.Key.Length);
        Assert.Equal(12, pair.Client.Keys.Client.Salt.Length);
        Console.WriteLine(string.Join(' ', pair.Log.Select(d => (d.ToServer ? "c" : "s") + d.Bytes.Length)));
    }
}
