using System.Text;
using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceCredentialsTests
{
    [Fact]
    public void The_worker_is_found_in_the_ufrag()
    {
        var seen = new HashSet<string>();
        for (var worker = 0; worker < IceCredentials.MaxWorkers; worker++)
        {
            var credentials = IceCredentials.Create(worker);
            Assert.True(IceCredentials.TryGetWorkerIndex(credentials.UfragBytes, out var index));
            Assert.Equal(worker, index);
            Assert.True(IceRemoteParameters.TryCreate(credentials.Ufrag, credentials.Pwd, out _), "RFC 8839");
            Assert.Equal(credentials.Ufrag, Encoding.UTF8.GetString(credentials.UfragBytes));
            Assert.Equal(credentials.Pwd, Encoding.UTF8.GetString(credentials.PwdBytes));
            Assert.Equal(24, credentials.Pwd.Length);
            Assert.True(seen.Add(credentials.Ufrag[2..]) && seen.Add(credentials.Pwd));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AA")]
    [InlineData("AAabcdefghi")]
    [InlineData("AAabcdefghijk")]
    [InlineData("A-abcdefghij")]
    [InlineData("//abcdefghij")]
    [InlineData("QAabcdefghij")]
    public void A_foreign_ufrag_names_no_worker(string ufrag) =>
        Assert.False(IceCredentials.TryGetWorkerIndex(Encoding.UTF8.GetBytes(ufrag), out _));

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void There_is_a_last_worker(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => IceCredentials.Create(index));

    [Theory]
    [InlineData("abc", "0123456789012345678901", false)]
    [InlineData("abcd", "0123456789012345678901", true)]
    [InlineData("abcd", "012345678901234567890", false)]
    [InlineData("ab:d", "0123456789012345678901", false)]
    [InlineData("abéd", "0123456789012345678901", false)]
    [InlineData(null, "0123456789012345678901", false)]
    [InlineData("abcd", null, false)]
    public void The_client_s_parameters_keep_to_the_grammar(string? ufrag, string? pwd, bool good) =>
        Assert.Equal(good, IceRemoteParameters.TryCreate(ufrag, pwd, out _));
}
