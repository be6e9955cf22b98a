using System.Net;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Tests.Hosting;

public sealed class SelfMadeCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress[] Addresses = [IPAddress.Loopback, IPAddress.Parse("10.1.2.3"), IPAddress.Parse("2001:db8::3")];
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-https-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_is_good_for_localhost_and_every_address()
    {
        using var certificate = SelfMadeCertificate.LoadOrCreate(folder, Addresses, Start);
        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.All(Addresses, address => Assert.True(certificate.MatchesHostname(address.ToString())));
        Assert.False(certificate.MatchesHostname("10.1.2.4"));
        Assert.True(certificate.NotAfter - certificate.NotBefore < TimeSpan.FromDays(398));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "https", "key.pem")));
        }
    }

    [Fact]
    public void It_is_kept_until_an_address_is_missing_or_it_runs_out()
    {
        var first = Thumbprint(Addresses, Start);
        Assert.Equal(first, Thumbprint(Addresses, Start.AddDays(300)));
        Assert.Equal(first, Thumbprint(Addresses[..1], Start.AddDays(300)));
        var renewed = Thumbprint(Addresses, Start.AddDays(390));
        Assert.NotEqual(first, renewed);
        Assert.NotEqual(renewed, Thumbprint([.. Addresses, IPAddress.Parse("10.9.9.9")], Start.AddDays(390)));
    }

    [Fact]
    public void A_damaged_file_is_made_again()
    {
        var first = Thumbprint(Addresses, Start);
        File.WriteAllText(Path.Combine(folder, "https", "key.pem"), "-----BEGIN");
        Assert.NotEqual(first, Thumbprint(Addresses, Start));
    }

    private string Thumbprint(IReadOnlyCollection<IPAddress> addresses, DateTimeOffset now)
    {
        using var certificate = SelfMadeCertificate.LoadOrCreate(folder, addresses, now);
        return certificate.Thumbprint;
    }
}
