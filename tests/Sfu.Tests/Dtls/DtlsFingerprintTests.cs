using System.Security.Cryptography;
using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Tests.Dtls;

public sealed class DtlsFingerprintTests
{
    [Theory]
    [InlineData("sha-256", 32)]
    [InlineData("sha-384", 48)]
    [InlineData("sha-512", 64)]
    [InlineData("SHA-256", 32)]
    public void What_it_writes_it_reads(string algorithm, int size)
    {
        var digest = RandomNumberGenerator.GetBytes(size);
        var value = BitConverter.ToString(digest).Replace('-', ':');
        Assert.True(DtlsFingerprint.TryParse($"{algorithm} {value}", out var fingerprint));
        Assert.Equal(digest, fingerprint.Digest.ToArray());
        Assert.Equal(value, fingerprint.Value);
        Assert.Equal($"{algorithm.ToLowerInvariant()} {value}", fingerprint.ToString());
        Assert.True(DtlsFingerprint.TryParse(algorithm, value.ToLowerInvariant(), out var lower));
        Assert.Equal(fingerprint, lower);
        Assert.Equal(fingerprint.GetHashCode(), lower.GetHashCode());
        Assert.NotEqual(fingerprint, default);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sha-256")]
    [InlineData("sha-256 ")]
    [InlineData("sha-256 AB:CD")]
    [InlineData("sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB")]
    [InlineData("md5 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B")]
    [InlineData("sha-256 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:0G")]
    [InlineData("sha-256 00-00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")]
    [InlineData("sha-256 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")]
    [InlineData("sha-256 \uFF10\uFF10:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")]
    public void Anything_else_is_refused(string attribute)
    {
        Assert.False(DtlsFingerprint.TryParse(attribute, out var fingerprint));
        Assert.Equal(default, fingerprint);
    }

    [Fact]
    public void A_certificate_shows_its_own()
    {
        var certificate = DtlsPair.ServerCertificate;
        Assert.Equal("sha-256", certificate.FingerprintAlgorithm);
        Assert.Equal(95, certificate.FingerprintValue.Length);
        Assert.True(DtlsFingerprint.TryParse(certificate.FingerprintAlgorithm, certificate.FingerprintValue, out var read));
        Assert.Equal(certificate.Fingerprint, read);
    }
}
