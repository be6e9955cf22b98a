using System.Buffers.Binary;
using System.Security.Cryptography;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class GcmCipherTests
{
    [Fact]
    public void Every_path_agrees_with_the_platform_on_every_length()
    {
        var random = new Random(7714);
        var key = new byte[16];
        random.NextBytes(key);
        using var reference = new AesGcm(key, 16);
        foreach (var cipher in Paths(key))
        {
            for (var length = 0; length <= 1600; length++)
            {
                AssertAgrees(cipher, reference, random, length, 12 + (4 * (length % 18)));
            }

            for (var aadLength = 0; aadLength <= 300; aadLength++)
            {
                AssertAgrees(cipher, reference, random, (aadLength * 37) % 300, aadLength);
            }

            cipher.Dispose();
        }
    }

    [Fact]
    public void A_wrong_tag_nonce_or_aad_leaves_the_data_as_it_was()
    {
        var key = new byte[16];
        foreach (var cipher in Paths(key))
        {
            var data = new byte[333];
            var tag = new byte[16];
            cipher.Seal(1, 2, [1, 2, 3], data, tag);
            var sealedData = (byte[])data.Clone();
            for (var bit = 0; bit < 128; bit++)
            {
                var wrong = (byte[])tag.Clone();
                wrong[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(cipher.TryOpen(1, 2, [1, 2, 3], data, wrong));
            }

            Assert.False(cipher.TryOpen(2, 2, [1, 2, 3], data, tag));
            Assert.False(cipher.TryOpen(1, 3, [1, 2, 3], data, tag));
            Assert.False(cipher.TryOpen(1, 2, [1, 2, 4], data, tag));
            Assert.Equal(sealedData, data);
            Assert.True(cipher.TryOpen(1, 2, [1, 2, 3], data, tag));
            Assert.Equal(new byte[333], data);
            cipher.Dispose();
        }
    }

    [Fact]
    public void Nothing_outside_the_data_is_touched()
    {
        foreach (var cipher in Paths(new byte[16]))
        {
            for (var length = 0; length < 300; length++)
            {
                var memory = new byte[length + 64];
                memory.AsSpan().Fill(0xEE);
                cipher.Seal(1, 2, [], memory.AsSpan(32, length), new byte[16]);
                Assert.True(memory.AsSpan(0, 32).IndexOfAnyExcept((byte)0xEE) < 0);
                Assert.True(memory.AsSpan(32 + length).IndexOfAnyExcept((byte)0xEE) < 0);
            }

            cipher.Dispose();
        }
    }

    private static void AssertAgrees(GcmCipher cipher, AesGcm reference, Random random, int length, int aadLength)
    {
        var nonce = new byte[12];
        var plain = new byte[length];
        var aad = new byte[aadLength];
        random.NextBytes(nonce);
        random.NextBytes(plain);
        random.NextBytes(aad);
        var expected = new byte[length];
        var expectedTag = new byte[16];
        reference.Encrypt(nonce, plain, expected, expectedTag, aad);

        var high = BinaryPrimitives.ReadUInt64BigEndian(nonce);
        var low = BinaryPrimitives.ReadUInt32BigEndian(nonce.AsSpan(8));
        var data = (byte[])plain.Clone();
        var tag = new byte[16];
        cipher.Seal(high, low, aad, data, tag);
        Assert.True(expected.AsSpan().SequenceEqual(data), $"ciphertext of {length} bytes");
        Assert.True(expectedTag.AsSpan().SequenceEqual(tag), $"tag of {length} bytes, AAD {aadLength}");
        Assert.True(cipher.TryOpen(high, low, aad, data, tag));
        Assert.True(plain.AsSpan().SequenceEqual(data), $"plaintext of {length} bytes");
    }

    private static IEnumerable<GcmCipher> Paths(byte[] key)
    {
        yield return new SystemGcm(key);
        if (ManagedGcm.IsSupported)
        {
            yield return new ManagedGcm(key, wide: false);
        }

        if (ManagedGcm.IsSupported && Ghash.IsWideSupported)
        {
            yield return new ManagedGcm(key, wide: true);
        }
    }
}
