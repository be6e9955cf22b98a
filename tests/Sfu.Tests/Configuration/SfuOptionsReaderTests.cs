using System.Net;
using Microsoft.Extensions.Configuration;
using Vidrn.Sfu.Configuration;

namespace Vidrn.Sfu.Tests.Configuration;

public sealed class SfuOptionsReaderTests
{
    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Nothing_configured_is_the_documented_default()
    {
        var options = Read();
        Assert.Equal(new SfuOptions(), options);
        Assert.Equal(7882, options.Port);
        Assert.Equal(30, options.ResumeWindowSeconds);
        Assert.Equal(Environment.ProcessorCount, options.EffectiveWorkers);
    }

    [Fact]
    public void Every_key_is_read_whatever_its_case()
    {
        var options = Read(
            ("PORT", "7000"), ("BindAddress", "10.0.0.1"), ("AnnouncedAddresses", "203.0.113.7:17000, 203.0.113.8"), ("Workers", "3"),
            ("Transport", "portable"), ("UseGso", "False"), ("Pacing", "false"), ("FrameHoldMicroseconds", "250"), ("ReceiveBufferBytes", "1000000"), ("SendBufferBytes", "2000000"),
            ("MaxRoomParticipants", "10"), ("MaxPeers", "20"), ("MaxBuffersPerWorker", "4096"), ("ResumeWindowSeconds", "5"),
            ("JoinsPerSecondPerAddress", "7"), ("JoinBurstPerAddress", "8"), ("AllowedOrigins:0", "https://A.example.org:443"),
            ("AllowedOrigins:1", "http://b.example.org:81"), ("IceDisconnectedSeconds", "6"), ("IceFailedSeconds", "16"), ("DtlsMtu", "1300"),
            ("Keys", $"a:{Secret},b:{Secret}"), ("AdminKey", new string('k', 24)));
        Assert.Equal(7000, options.Port);
        Assert.Equal(IPAddress.Parse("10.0.0.1"), options.BindAddress);
        Assert.Equal([new AnnouncedAddress(IPAddress.Parse("203.0.113.7"), 17000), new AnnouncedAddress(IPAddress.Parse("203.0.113.8"), null)], options.AnnouncedAddresses);
        Assert.Equal((3, TransportKind.Portable, false, false), (options.Workers, options.Transport, options.UseGso, options.Pacing));
        Assert.Equal((250, 1_000_000, 2_000_000), (options.FrameHoldMicroseconds, options.ReceiveBufferBytes, options.SendBufferBytes));
        Assert.Equal((10, 20, 4096), (options.MaxRoomParticipants, options.MaxPeers, options.MaxBuffersPerWorker));
        Assert.Equal((5, 7, 8), (options.ResumeWindowSeconds, options.JoinsPerSecondPerAddress, options.JoinBurstPerAddress));
        Assert.Equal(["https://a.example.org", "http://b.example.org:81"], options.AllowedOrigins);
        Assert.Equal((6, 16, 1300), (options.IceDisconnectedSeconds, options.IceFailedSeconds, options.DtlsMtu));
        Assert.Equal((2, "a"), (options.Keys!.Count, options.Keys.Active.Id));
        Assert.Equal(24, options.AdminKey!.Length);
        Assert.Equal(SfuSettings.All.Count, typeof(SfuOptions).GetProperties().Count(p => p.CanWrite));
    }

    [Fact]
    public void An_empty_value_is_the_default() =>
        Assert.Equal(new SfuOptions(), Read(("Port", ""), ("AnnouncedAddresses", " "), ("Keys", ""), ("AllowedOrigins:0", "")));

    [Theory]
    [InlineData("Port", "seven", "0 to 65535")]
    [InlineData("Port", "65536", "0 to 65535")]
    [InlineData("Port", "-1", "0 to 65535")]
    [InlineData("Port", "7,882", "0 to 65535")]
    [InlineData("Workers", "1.5", "0 to 256")]
    [InlineData("UseGso", "yes", "true or false")]
    [InlineData("Transport", "Udp", "Auto, Linux or Portable")]
    [InlineData("Transport", "1", "Auto, Linux or Portable")]
    [InlineData("BindAddress", "localhost", "IP address")]
    [InlineData("AnnouncedAddresses", "sfu.example.org", "no host names")]
    [InlineData("AnnouncedAddresses", "0.0.0.0", "clients can reach")]
    [InlineData("AnnouncedAddresses", "7882", "clients can reach")]
    [InlineData("AnnouncedAddresses", "1.2.3", "clients can reach")]
    [InlineData("AnnouncedAddresses", "224.0.0.1", "clients can reach")]
    [InlineData("AnnouncedAddresses", "203.0.113.7:0", "clients can reach")]
    [InlineData("AnnouncedAddresses", "203.0.113.7:99999", "clients can reach")]
    [InlineData("AnnouncedAddresses", "203.0.113.7,203.0.113.7", "each address once")]
    [InlineData("AllowedOrigins", "example.org", "https://")]
    [InlineData("AllowedOrigins", "https://example.org/app", "no path")]
    [InlineData("AllowedOrigins", "https://example.org/", "no path")]
    [InlineData("AllowedOrigins", "ftp://example.org", "https://")]
    [InlineData("IceFailedSeconds", "4", "more than IceDisconnectedSeconds")]
    [InlineData("JoinBurstPerAddress", "5", "at least JoinsPerSecondPerAddress")]
    [InlineData("DtlsMtu", "1500", "256 to 1452")]
    [InlineData("Port:Number", "7", "0 to 65535")]
    public void A_wrong_value_is_named_shown_and_told_what_it_should_be(string key, string value, string wanted)
    {
        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => Read((key, value))).Problems);
        Assert.Equal($"Vidrn:Media:{key.Split(':')[0]}", problem.Key);
        Assert.Contains(wanted, problem.Wanted, StringComparison.Ordinal);
        Assert.Contains(key.Contains(':', StringComparison.Ordinal) ? "section" : value.Split(',')[0], problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keys", "c2VjcmV0LXNlY3JldA==")]
    [InlineData("Keys", "a:c2VjcmV0LXNlY3JldA==")]
    [InlineData("Keys", "a:not base64 c2VjcmV0")]
    [InlineData("AdminKey", "c2VjcmV0")]
    public void A_wrong_secret_is_named_and_not_shown(string key, string value)
    {
        var e = Assert.Throws<ConfigurationException>(() => Read((key, value)));
        Assert.Contains($"Vidrn:Media:{key}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Prot", "Port")]
    [InlineData("AnnouncedAdresses", "AnnouncedAddresses")]
    [InlineData("MaxRoomParticipant", "MaxRoomParticipants")]
    public void An_unknown_key_is_an_error_that_guesses(string key, string meant) =>
        Assert.Contains($"did you mean {meant}?", Assert.Throws<ConfigurationException>(() => Read((key, "1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_wrong_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<ConfigurationException>(() => Read(("Zzz", "1"), ("Port", "x"), ("Workers", "x"))).Problems.Count);

    [Fact]
    public void An_IPv4_socket_cannot_announce_IPv6() =>
        Assert.Contains("IPv4 addresses only", Assert.Throws<ConfigurationException>(() => Read(("BindAddress", "10.0.0.1"), ("AnnouncedAddresses", "[2001:db8::7]:7882"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2001:db8::7", "2001:db8::7", null)]
    [InlineData("[2001:db8::7]:7882", "2001:db8::7", 7882)]
    [InlineData("[2001:db8::7]", "2001:db8::7", null)]
    [InlineData("203.0.113.7", "203.0.113.7", null)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", null)]
    public void Announced_addresses_come_in_these_forms(string text, string address, int? port)
    {
        Assert.True(AnnouncedAddress.TryParse(text, out var parsed));
        Assert.Equal(new AnnouncedAddress(IPAddress.Parse(address), port), parsed);
    }

    [Fact]
    public void The_operations_guide_lists_every_key()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "operations.md"));
        Assert.All(SfuSettings.All, setting => Assert.Contains($"`{setting.Name}`", guide, StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Vidrn.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static SfuOptions Read(params (string Key, string Value)[] values) => SfuOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Vidrn:Media:{v.Key}", (string?)v.Value))).Build());
}
