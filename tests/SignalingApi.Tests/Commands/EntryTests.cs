using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Commands;

namespace Vidrn.SignalingApi.Tests.Commands;

public sealed class EntryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-entry-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_printed_token_lets_its_holder_in()
    {
        Assert.Equal(0, await RunAsync("token", "--room", "r1", "--identity=bob", "--name", "Bob B", "--ttl", "90m", "--data", folder));
        var token = Verify();
        Assert.Equal(("r1", "bob", "Bob B"), (token.Room, token.ParticipantId, token.Name));
        Assert.Equal(TimeSpan.FromMinutes(90), token.ExpiresAt - token.IssuedAt);
        Assert.Equal(new RoomGrants { Publish = TrackSources.All, Subscribe = true }, token.Grants);
    }

    [Theory]
    [InlineData("--publish", TrackSources.All, false, false, false)]
    [InlineData("--subscribe", TrackSources.None, true, false, false)]
    [InlineData("--admin", TrackSources.All, true, true, false)]
    [InlineData("--hidden", TrackSources.None, true, false, true)]
    public async Task One_flag_grants_what_it_names(string flag, TrackSources publish, bool subscribe, bool admin, bool hidden)
    {
        Assert.Equal(0, await RunAsync("token", "--room", "r1", "--identity", "bob", flag, "--data", folder));
        Assert.Equal(new RoomGrants { Publish = publish, Subscribe = subscribe, Admin = admin, Hidden = hidden }, Verify().Grants);
    }

    [Theory]
    [InlineData("--identity", "token", "--room", "r")]
    [InlineData("--identity:", "token", "--room", "r", "--identity", "b b")]
    [InlineData("--room:", "token", "--room", "", "--identity", "b")]
    [InlineData("--ttl", "token", "--room", "r", "--identity", "b", "--ttl", "1y")]
    [InlineData("--ttl", "token", "--room", "r", "--identity", "b", "--ttl", "99999999999999999999h")]
    [InlineData("--ttl", "token", "--room", "r", "--identity", "b", "--ttl", "9999999999d")]
    [InlineData("hidden", "token", "--room", "r", "--identity", "b", "--hidden", "--publish")]
    [InlineData("no option --prot", "run", "--prot", "80")]
    [InlineData("no option 80", "run", "80")]
    [InlineData("needs a value", "run", "--port")]
    [InlineData("given twice", "run", "--port", "1", "--port", "2")]
    [InlineData("no command serve", "serve")]
    public async Task A_wrong_call_exits_2_and_says_what_is_wrong(string said, params string[] arguments)
    {
        var data = arguments[0] == "token" ? new[] { "--data", folder } : [];
        Assert.Equal(2, await RunAsync([.. arguments, .. data]));
        Assert.Contains(said, errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("--port", "x", "Vidrn:Port: found \"x\"; wanted a whole number")]
    [InlineData("--media-port", "70000", "Vidrn:Media:Port: found \"70000\"; wanted a whole number")]
    [InlineData("--https", null, "Vidrn:Https")]
    public async Task Bad_configuration_refuses_to_start_and_names_the_key(string option, string? value, string said)
    {
        string[] arguments = value is null ? [$"{option}=maybe"] : [option, value];
        Assert.Equal(3, await RunAsync([.. arguments, "--data", folder]));
        Assert.Contains(said, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_refuses_to_start()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        Assert.Equal(3, await RunAsync("run", "--port", "0", "--data", file));
        Assert.Contains("Vidrn:Data", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_an_error_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0) { ExclusiveAddressUse = true };
        taken.Server.DualMode = true;
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Equal(1, await RunAsync("run", "--port", $"{port}", "--media-port", "0", "--data", folder));
        Assert.Contains("--port", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_looks_at_everything_and_fails_on_a_folder_it_cannot_write()
    {
        Assert.Equal(0, await RunAsync("doctor", "--port", "0", "--media-port", "0", "--data", folder));
        foreach (var check in new[] { "configuration", "data folder", "signing key", "OpenSSL", "clock", "memory", "TCP port", "UDP port", "interfaces" })
        {
            Assert.Contains($"  {check}", output.ToString(), StringComparison.Ordinal);
        }

        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        Assert.Equal(1, await RunAsync("doctor", "--port", "0", "--media-port", "0", "--data", file));
        Assert.Contains("FAIL  data folder", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_which_port_is_taken_and_which_key_is_wrong()
    {
        using var taken = new UdpClient(0, AddressFamily.InterNetworkV6);
        var port = ((IPEndPoint)taken.Client.LocalEndPoint!).Port;
        Assert.Equal(0, await RunAsync("doctor", "--port", "0", "--media-port", $"{port}", "--data", folder));
        Assert.Contains($"warn  UDP port {port}: taken", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("doctor", "--port", "x", "--data", folder));
        Assert.Contains("Vidrn:Port: found \"x\"", output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) => Entry.RunAsync(arguments, output, errors);

    private RoomToken Verify()
    {
        var verifier = new RoomTokenVerifier(SigningKeyFile.LoadOrCreate(folder), new TokenRevocations(TimeProvider.System), TimeProvider.System);
        Assert.True(verifier.TryVerify(output.ToString().Trim(), out var token, out _));
        return token;
    }
}
