using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Tests.Signaling.Tokens;

public sealed class SigningKeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_start_makes_a_key_and_the_next_ones_read_it()
    {
        var first = SigningKeyFile.LoadOrCreate(folder);
        var second = SigningKeyFile.LoadOrCreate(folder);
        Assert.Equal(first.Active.Id, second.Active.Id);
        Assert.True(first.Active.Secret.SequenceEqual(second.Active.Secret));
        Assert.Equal(32, first.Active.Secret.Length);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "keys")));
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        SigningKeyFile.LoadOrCreate(folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SigningKeyFile.PathIn(folder)));
        }
    }

    [Fact]
    public void Servers_that_start_at_once_agree_on_one_key()
    {
        var ids = new string[8];
        Parallel.For(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = ids.Length }, i => ids[i] = SigningKeyFile.LoadOrCreate(folder).Active.Id);
        Assert.Single(ids.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":[{"kid":"a","secret":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kid":"a","secret":"%%%"}]}""")]
    [InlineData("""{"keys":[{"kid":"a"}]}""")]
    public void A_damaged_file_is_named_and_never_replaced(string content)
    {
        var path = SigningKeyFile.PathIn(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        var e = Assert.Throws<ConfigurationException>(() => SigningKeyFile.LoadOrCreate(folder));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }
}
