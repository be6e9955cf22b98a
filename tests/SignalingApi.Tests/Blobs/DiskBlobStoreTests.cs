using Vidrn.SignalingApi.Blobs;

namespace Vidrn.SignalingApi.Tests.Blobs;

public sealed class DiskBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-blobs-").FullName;

    public DiskBlobStoreTests() => Store = new DiskBlobStore(Path.Combine(folder, "blobs"));

    private protected override IBlobStore Store { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_is_there_after_a_new_start_and_what_was_half_written_is_not()
    {
        var blob = await Store.PutAsync(Text("stays"), 100);
        await File.WriteAllTextAsync(Path.Combine(folder, "blobs", "incoming", "half"), "ha");
        var again = new DiskBlobStore(Path.Combine(folder, "blobs"));
        Assert.True(await again.ExistsAsync(blob!.Key));
        Assert.Equal(Path.Combine(blob.Key.ToString()[..2], blob.Key.ToString()[2..4], blob.Key.ToString()),
            Path.GetRelativePath(Path.Combine(folder, "blobs"), Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "blobs"), "*", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task Only_their_owner_reads_the_files()
    {
        var blob = await Store.PutAsync(Text("private"), 100);
        var path = Directory.EnumerateFiles(folder, blob!.Key.ToString(), SearchOption.AllDirectories).Single();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../../../../../../../etc/passwd")]
    [InlineData("/etc/passwd000000000000000000000")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    [InlineData("0123456789abcdef\0123456789abcdef")]
    [InlineData("٠123456789abcdef0123456789abcdef")]
    public void Nothing_but_a_key_is_a_key(string text)
    {
        Assert.False(BlobKey.TryParse(text, out var key));
        Assert.Throws<InvalidOperationException>(() => key.ToString());
    }
}
