using System.Buffers.Text;
using System.Text;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Tests.Signaling.Tokens;

public sealed class Hs256Tests
{
    // RFC 7515 appendix A.1.
    private const string Rfc7515Key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    private const string Rfc7515Input =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string Rfc7515Signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact]
    public void Signs_as_RFC_7515_appendix_A_1()
    {
        var key = Base64Url.DecodeFromChars(Rfc7515Key);
        Assert.Equal(Rfc7515Signature, Hs256.Sign(key, Rfc7515Input));
        Assert.True(Hs256.Verify(key, Rfc7515Input, Rfc7515Signature));
    }

    [Fact]
    public void Every_changed_character_of_a_signature_is_refused()
    {
        var key = Base64Url.DecodeFromChars(Rfc7515Key);
        for (var i = 0; i < Rfc7515Signature.Length; i++)
        {
            var changed = new StringBuilder(Rfc7515Signature) { [i] = Rfc7515Signature[i] == 'A' ? 'B' : 'A' }.ToString();
            Assert.False(Hs256.Verify(key, Rfc7515Input, changed));
        }
    }

    [Fact]
    public void Another_spelling_of_the_same_bytes_is_refused()
    {
        // 43 characters hold 258 bits: the last character's low two bits say nothing. 'k' and 'l' decode alike.
        var key = Base64Url.DecodeFromChars(Rfc7515Key);
        Assert.False(Hs256.Verify(key, Rfc7515Input, Rfc7515Signature[..^1] + "l"));
        Assert.False(Hs256.Verify(key, Rfc7515Input, Rfc7515Signature + "="));
        Assert.False(Hs256.Verify(key, Rfc7515Input, ""));
        Assert.False(Hs256.Verify(key, Rfc7515Input, new string('é', Hs256.SignatureLength)));
    }
}
