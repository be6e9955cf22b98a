using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Vidrn.SignalingApi.Commands;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Users;

namespace Vidrn.SignalingApi.Tests.Commands;

/// <summary>`admin` and `backup`, on the data folder of a server that runs.</summary>
public sealed class AccountCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-commands-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_first_moderator_is_made_by_command_and_holds_at_once()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        var data = Path.Combine(server.Folder, "data");
        Assert.Equal("user", await RoleAsync());
        Assert.Equal(0, await RunAsync("admin", "grant", "ADA", "--data", data));
        Assert.Equal("moderator", await RoleAsync());
        Assert.Equal(0, await RunAsync("admin", "list", "--data", data));
        Assert.Equal("ada is a moderator.\nada\n", output.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(0, await RunAsync("admin", "revoke", "ada", "--data", data));
        Assert.Equal("user", await RoleAsync());
        Assert.Equal(1, await RunAsync("admin", "grant", "nobody", "--data", data));
        Assert.Equal(1, await RunAsync("admin", "list", "--data", folder));
        Assert.Equal(2, await RunAsync("admin", "grant", "--data", data));
        Assert.Equal(2, await RunAsync("admin", "--data", data));
        Assert.Equal(2, await RunAsync("admin", "list", "ada", "--data", data));
        Assert.Equal(2, await RunAsync("admin", "grant", "ada", "bob", "--data", data));

        async Task<string?> RoleAsync() => (await ada.GetAsync("/api/users/me")).Must().GetProperty("role").GetString();
    }

    [Theory]
    [InlineData("backup.tar.gz")]
    [InlineData("backup")]
    public async Task A_server_started_on_a_backup_is_the_server_that_was(string name)
    {
        var target = Path.Combine(folder, name);
        var restored = Path.Combine(folder, "restored");
        string token, userId;
        await using (var server = await ApiServer.StartAsync())
        {
            using var ada = await server.SignUpAsync("ada");
            using var picture = new ByteArrayContent(Images.Png(5, 5));
            (await ada.PutAsync("/api/users/me/picture", picture)).Must();
            (token, userId) = (ada.Token, ada.UserId);
            var data = Path.Combine(server.Folder, "data");
            using var stop = new CancellationTokenSource();
            var writes = WriteAsync(ada, stop.Token);
            Assert.Equal(0, await RunAsync("backup", "--to", target, "--data", data));
            await stop.CancelAsync();
            await writes;
            Assert.Equal(1, await RunAsync("backup", "--to", target, "--data", data)); // it is there
            Assert.Equal(1, await RunAsync("backup", "--to", Path.Combine(data, "x"), "--data", data));
            Assert.Equal(2, await RunAsync("backup", "--data", data));
            Assert.Equal(1, await RunAsync("backup", "--to", Path.Combine(folder, "y"), "--data", folder));
        }

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), static path => path.Contains("partial", StringComparison.Ordinal));
        if (Directory.Exists(target))
        {
            Directory.Move(target, restored);
        }
        else
        {
            Directory.CreateDirectory(restored);
            await using var archive = new GZipStream(File.OpenRead(target), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(archive, restored, overwriteFiles: false);
            AssertOwnersAlone(target);
        }

        Assert.All(
            Directory.EnumerateFiles(restored, "*", SearchOption.AllDirectories),
            AssertOwnersAlone);
        await using var again = await ApiServer.StartAsync(("Vidrn:Data", restored));
        using var client = again.Anonymous();
        client.Adopt((await client.PostAsync("/api/auth/login", new { name = "ada", password = ApiServer.Password })).Must());
        Assert.Equal(userId, client.UserId);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/users/{userId}/picture")).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
        request.Headers.Add("Authorization", $"Bearer {token}"); // signed by the key that came along
        Assert.Equal(HttpStatusCode.OK, (await again.Http.SendAsync(request)).StatusCode);
    }

    private static async Task WriteAsync(ApiClient client, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            (await client.PutAsync("/api/users/me", new { bio = $"write {n}" })).Must();
        }
    }

    private Task<int> RunAsync(params string[] arguments) => Entry.RunAsync(arguments, output, errors);

    private static void AssertOwnersAlone(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
