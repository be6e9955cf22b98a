using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Notifications.Push;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

public sealed class PushEncryptionTests
{
    /// <summary>RFC 8291 section 5 and appendix A.</summary>
    [Fact]
    public void The_example_of_the_rfc_comes_out_byte_for_byte()
    {
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
            Q = PointOf(Decode("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
        });
        var body = PushEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8,
            Decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Decode("BTBZMqHH6r4Tts7J_aSIgg"),
            sender,
            Decode("DGv6ra1nlYgDCS1FRnbzlw"));
        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64UrlText.Encode(body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PushEncryption.MaxPlaintext)]
    public void A_browser_reads_what_was_encrypted_for_it(int length)
    {
        using var browser = new Browser();
        var text = RandomNumberGenerator.GetBytes(length);
        var first = PushEncryption.Encrypt(text, browser.PublicKey, browser.Secret);
        Assert.Equal(text, browser.Decrypt(first));
        Assert.InRange(first.Length, 86, 4096);
        Assert.NotEqual(first, PushEncryption.Encrypt(text, browser.PublicKey, browser.Secret));
        first[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => browser.Decrypt(first));
    }

    [Fact]
    public void What_does_not_fit_is_not_sent()
    {
        using var browser = new Browser();
        Assert.Throws<ArgumentOutOfRangeException>(() => PushEncryption.Encrypt(new byte[PushEncryption.MaxPlaintext + 1], browser.PublicKey, browser.Secret));
    }

    [Fact]
    public void What_is_no_point_of_the_curve_is_no_key()
    {
        using var browser = new Browser();
        Assert.True(PushEncryption.TryReadKey(browser.PublicKey, out var key));
        key.Dispose();
        var off = browser.PublicKey.ToArray();
        off[^1] ^= 1;
        byte[] compressed = [2, .. browser.PublicKey[1..33]];
        byte[] tooLarge = [4, .. Enumerable.Repeat((byte)0xFF, 64)];
        foreach (var bad in new[] { off, compressed, tooLarge, new byte[65], [4, .. new byte[64]], [], browser.PublicKey[..64], [.. browser.PublicKey, 0] })
        {
            Assert.False(PushEncryption.TryReadKey(bad, out _), Convert.ToHexString(bad));
        }
    }

    private static byte[] Decode(string text) => Base64UrlText.TryDecode(text, out var bytes) ? bytes : throw new FormatException();

    private static ECPoint PointOf(byte[] bytes) => new() { X = bytes[1..33], Y = bytes[33..] };
}
