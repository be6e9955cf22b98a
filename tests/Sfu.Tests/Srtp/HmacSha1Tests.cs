using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

#pragma warning disable CA5350 // RFC 3711 asks for HMAC-SHA1.

public sealed class HmacSha1Tests
{
    // RFC 2202 section 3.
    [Fact]
    public void Rfc2202_section_3()
    {
        AssertCode(Filled(0x0B, 20), "Hi There"u8.ToArray(), "B617318655057264E28BC0B6FB378C8EF146BE00");
        AssertCode(Encoding.ASCII.GetBytes("Jefe"), "what do ya want for nothing?"u8.ToArray(), "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79");
        AssertCode(Filled(0xAA, 20), Filled(0xDD, 50), "125D7342B9AC11CD91A39AF48AA17B4F63F175D3");
        AssertCode(
            Convert.FromHexString("0102030405060708090A0B0C0D0E0F10111213141516171819"), Filled(0xCD, 50),
            "4C9007F4026250C6BC8414F9BF50C86C2D7235DA");
    }

    [Fact]
    public void Every_length_agrees_with_the_platform_with_and_without_a_roc()
    {
        var random = new Random(3711);
        var key = new byte[20];
        random.NextBytes(key);
        foreach (var hmac in Paths(key))
        {
            for (var length = 0; length <= 1600; length++)
            {
                var message = new byte[length + 4];
                random.NextBytes(message);
                var digest = new byte[20];
                var roc = BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(length));
                hmac.Compute(message.AsSpan(0, length), roc, withRoc: true, digest);
                Assert.Equal(HMACSHA1.HashData(key, message), digest);
                hmac.Compute(message.AsSpan(0, length), roc, withRoc: false, digest);
                Assert.Equal(HMACSHA1.HashData(key, message.AsSpan(0, length)), digest);
            }

            hmac.Dispose();
        }
    }

    private static void AssertCode(byte[] key, byte[] message, string expected)
    {
        foreach (var hmac in Paths(key))
        {
            var digest = new byte[20];
            hmac.Compute(message, 0, withRoc: false, digest);
            Assert.Equal(expected, Convert.ToHexString(digest));
            hmac.Dispose();
        }
    }

    private static byte[] Filled(byte value, int length) => [.. Enumerable.Repeat(value, length)];

    private static IEnumerable<HmacSha1> Paths(byte[] key)
    {
        yield return new SystemHmacSha1(key);
        if (NativeHmacSha1.IsSupported)
        {
            yield return new NativeHmacSha1(key);
        }
    }
}
