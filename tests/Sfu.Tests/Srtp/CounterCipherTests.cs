using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class CounterCipherTests
{
    private static readonly byte[] Key = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C");

    // RFC 3711 appendix B.2: its first and last blocks, 0xFF02 of them.
    [Fact]
    public void Rfc3711_appendix_B_2()
    {
        foreach (var cipher in Paths())
        {
            var keystream = new byte[0xFF02 * 16];
            cipher.XorKeystream(0xF0F1F2F3F4F5F6F7, 0xF8F9FAFBFCFD0000, keystream);
            Assert.Equal(
                "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0",
                Convert.ToHexString(keystream.AsSpan(0, 48)));
            Assert.Equal(
                "EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44",
                Convert.ToHexString(keystream.AsSpan(0xFEFF * 16)));
            cipher.Dispose();
        }
    }

    [Fact]
    public void Every_length_is_a_prefix_of_the_same_keystream_and_nothing_behind_it_changes()
    {
        foreach (var cipher in Paths())
        {
            var whole = new byte[1700];
            cipher.XorKeystream(5, 6UL << 16, whole);
            for (var length = 0; length <= 1600; length++)
            {
                var data = new byte[length + 64];
                cipher.XorKeystream(5, 6UL << 16, data.AsSpan(0, length));
                Assert.True(data.AsSpan(0, length).SequenceEqual(whole.AsSpan(0, length)));
                Assert.True(data.AsSpan(length).IndexOfAnyExcept((byte)0) < 0);
            }

            cipher.Dispose();
        }
    }

    private static IEnumerable<CounterCipher> Paths()
    {
        yield return new SystemCounterCipher(Key);
        if (ManagedCounterCipher.IsSupported)
        {
            yield return new ManagedCounterCipher(Key);
        }
    }
}
