using System.Net;
using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("redis://cache", "redis://cache:6379")]
    [InlineData(" REDIS://cache:7000/ ", "redis://cache:7000")]
    [InlineData("rediss://10.0.0.5:6380/3", "rediss://10.0.0.5:6380/3")]
    [InlineData("redis://[2001:db8::1]:7000", "redis://[2001:db8::1]:7000")]
    [InlineData("redis://[2001:db8::1]", "redis://[2001:db8::1]:6379")]
    [InlineData("redis://a,b:7001,c", "redis://a:6379,b:7001,c:6379")]
    public void A_url_is_read(string url, string shown) => Assert.Equal(shown, RedisOptions.Parse(url).ToString());

    [Theory]
    [InlineData("redis://:secret@cache", "secret")]
    [InlineData("redis://default:secret@cache", "secret")]
    [InlineData("redis://:p%40ss%2Fw%3Ard@cache/1", "p@ss/w:rd")]
    [InlineData("redis://:a@b:c@cache", "a@b:c")]
    public void A_password_is_read_and_never_shown(string url, string password)
    {
        var options = RedisOptions.Parse(url);
        Assert.Equal(password, options.Password);
        Assert.Equal(new DnsEndPoint("cache", 6379), options.Hosts.Single());
        Assert.DoesNotContain(password, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", RedisOptions.Masked(url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cache:6379")]
    [InlineData("http://cache")]
    [InlineData("redis://")]
    [InlineData("redis://:secret@")]
    [InlineData("redis://cache:0")]
    [InlineData("redis://cache:65536")]
    [InlineData("redis://cache:port")]
    [InlineData("redis://cache/-1")]
    [InlineData("redis://cache/1001")]
    [InlineData("redis://cache/0?ssl=true")]
    [InlineData("redis://me:secret@cache")]
    [InlineData("redis://secret@cache")]
    [InlineData("redis://a,,b")]
    [InlineData("redis://a b")]
    [InlineData("redis://[::1")]
    public void What_is_no_such_url_is_refused_with_the_key_and_without_the_password(string url)
    {
        var e = Assert.Throws<ConfigurationException>(() => RedisOptions.Parse(url));
        Assert.Contains("Vidrn:Redis", e.Message, StringComparison.Ordinal);
        Assert.Contains("redis://[:password@]host", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }
}
