using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

/// <summary>Whole packets from RFC 7714 and from libsrtp's own validation.</summary>
public sealed class SrtpVectorTests
{
    private const string Rfc7714Rtp =
        "8040F17B8041F8D35501A0B247616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573";

    private const string Rfc7714Srtp =
        "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833"
        + "899D7F27BEB16A9152CF765EE4390CCE";

    private const string Rfc7714Rtcp =
        "81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF";

    private const string Rfc7714Srtcp =
        "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275B"
        + "C84AA45896CF4D2FC5ABF87245D9EADE800005D4";

    private const string Rfc7714TaggedSrtcp = Rfc7714Rtcp + "841DD9683DD78EC92AE58790125F62B3000005D4";

    private const string LibsrtpRtp = "800F1234DECAFBADCAFEBABEABABABABABABABABABABABABABABABAB";
    private const string LibsrtpRtcp = "81C8000BCAFEBABEABABABABABABABABABABABABABABABAB";

    public static TheoryData<string, string, string, string, string> Libsrtp => new()
    {
        {
            nameof(SrtpProfile.AesCm128HmacSha1_80), "E1F97A0D3E018BE0D64FA32C06DE4139", "0EC675AD498AFEEBB6960B3AABE6",
            "800F1234DECAFBADCAFEBABE4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB",
            "81C8000BCAFEBABE7128035BE487B9BDBEF89041F977A5A880000001993E08CD54D6C1230798"
        },
        {
            nameof(SrtpProfile.AeadAes128Gcm), "000102030405060708090A0B0C0D0E0F", "A0A1A2A3A4A5A6A7A8A9AAAB",
            "800F1234DECAFBADCAFEBABEC5002EDE04CFDD2EB91159E0880AA06ED2976826F796B201DF3131A127E8A392",
            "81C8000BCAFEBABEC98B8B5DF0392A55852B6C21AC8E7025C52C6FBEA2B3B446EA31123BA88CE61E80000001"
        },
    };

    [Theory]
    [MemberData(nameof(Libsrtp))]
    public void Libsrtp_packets_both_ways(string profileName, string key, string salt, string srtp, string srtcp)
    {
        var profile = Enum.Parse<SrtpProfile>(profileName);
        using var sender = new SrtpSender(profile, Convert.FromHexString(key), Convert.FromHexString(salt));
        using var receiver = new SrtpReceiver(profile, Convert.FromHexString(key), Convert.FromHexString(salt));

        var memory = Padded(LibsrtpRtp, profile.TagLength());
        Assert.Equal(memory.Length, sender.ProtectRtp(memory, 12, memory.Length - profile.TagLength(), 0));
        Assert.Equal(srtp, Convert.ToHexString(memory));
        Assert.True(receiver.TryUnprotectRtp(memory, 12, out var length, out var index, out _));
        Assert.Equal(LibsrtpRtp, Convert.ToHexString(memory.AsSpan(0, length)));
        Assert.Equal(0x1234UL, index);

        memory = Padded(LibsrtpRtcp, profile.RtcpOverhead());
        Assert.Equal(memory.Length, sender.ProtectRtcp(memory, memory.Length - profile.RtcpOverhead()));
        Assert.Equal(srtcp, Convert.ToHexString(memory));
        Assert.True(receiver.TryUnprotectRtcp(memory, out length, out _));
        Assert.Equal(LibsrtpRtcp, Convert.ToHexString(memory.AsSpan(0, length)));
    }

    [Fact]
    public void Rfc7714_section_16_1_srtp()
    {
        using var sender = new SrtpSender(Rfc7714Cipher());
        var memory = Padded(Rfc7714Rtp, 16);
        Assert.Equal(memory.Length, sender.ProtectRtp(memory, 12, memory.Length - 16, 0));
        Assert.Equal(Rfc7714Srtp, Convert.ToHexString(memory));

        using var receiver = new SrtpReceiver(Rfc7714Cipher(), SrtpProfile.AeadAes128Gcm, 4);
        Assert.True(receiver.TryUnprotectRtp(memory, 12, out var length, out _, out _));
        Assert.Equal(Rfc7714Rtp, Convert.ToHexString(memory.AsSpan(0, length)));
    }

    [Fact]
    public void Rfc7714_section_17_1_srtcp()
    {
        using var sender = new SrtpSender(Rfc7714Cipher(), rtcpIndex: 0x5D3);
        var memory = Padded(Rfc7714Rtcp, 20);
        Assert.Equal(memory.Length, sender.ProtectRtcp(memory, memory.Length - 20));
        Assert.Equal(Rfc7714Srtcp, Convert.ToHexString(memory));

        using var receiver = new SrtpReceiver(Rfc7714Cipher(), SrtpProfile.AeadAes128Gcm, 4);
        Assert.True(receiver.TryUnprotectRtcp(memory, out var length, out _));
        Assert.Equal(Rfc7714Rtcp, Convert.ToHexString(memory.AsSpan(0, length)));
    }

    [Fact]
    public void Rfc7714_section_17_3_srtcp_without_encryption()
    {
        using var receiver = new SrtpReceiver(Rfc7714Cipher(), SrtpProfile.AeadAes128Gcm, 4);
        var original = Convert.FromHexString(Rfc7714TaggedSrtcp);
        for (var i = 0; i < original.Length; i++)
        {
            var tampered = (byte[])original.Clone();
            tampered[i] ^= 1;
            var before = (byte[])tampered.Clone();
            Assert.False(receiver.TryUnprotectRtcp(tampered, out _, out var reason));
            Assert.Equal(DropReason.SrtpAuthentication, reason);
            Assert.Equal(before, tampered);
        }

        Assert.True(receiver.TryUnprotectRtcp(original, out var length, out _));
        Assert.Equal(Rfc7714Rtcp, Convert.ToHexString(original.AsSpan(0, length)));
    }

    // The vectors give session keys, the same for both protocols.
    private static GcmSrtpCipher Rfc7714Cipher()
    {
        var key = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");
        var salt = Convert.FromHexString("517569642070726F2071756F");
        return new GcmSrtpCipher(key, salt, key, salt);
    }

    private static byte[] Padded(string hex, int room) => [.. Convert.FromHexString(hex), .. new byte[room]];
}
