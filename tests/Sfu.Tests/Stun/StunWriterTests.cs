using System.Net;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Tests.Stun;

public sealed class StunWriterTests
{
    [Fact]
    public void Writes_a_check_as_another_implementation_does()
    {
        // Made with hashlib and zlib.
        const string Expected = "000100542112a4427472616e73616374696f6e310006000c41417365727665723a636c69802a000801020304050607080025"
            + "00000024000" + "46e0001ff80220005566964726e000000000800143301eea90a5012d6e89d132f242c5ea14c19565a8028000493b69b95";
        var writer = new StunWriter(Dirty(200), StunClass.Request, "transaction1"u8);
        writer.WriteUsername("AAserver"u8, "cli"u8);
        writer.WriteIceControlling(0x0102_0304_0506_0708);
        writer.WriteUseCandidate();
        writer.WritePriority(0x6E00_01FF);
        writer.WriteSoftware("Vidrn"u8);
        writer.WriteMessageIntegrity("a password of 22 chars"u8);
        writer.WriteFingerprint();
        Assert.Equal(Expected, Convert.ToHexStringLower(writer.Message));
    }

    [Fact]
    public void Addresses_come_back_and_mapped_ones_go_out_as_IPv4()
    {
        foreach (var (text, length) in new[] { ("203.0.113.9", 8), ("::ffff:203.0.113.9", 8), ("2001:db8::1", 20) })
        {
            var address = IpAddress.From(IPAddress.Parse(text));
            var writer = new StunWriter(Dirty(100), StunClass.SuccessResponse, "transaction1"u8);
            writer.WriteXorMappedAddress(address, 54321);
            Assert.True(StunMessageView.TryParse(writer.Message, out var view, out _));
            Assert.True(view.TryFind(StunAttributeType.XorMappedAddress, out var value));
            Assert.Equal(length, value.Length);
            Assert.True(view.TryGetXorMappedAddress(out var read, out var port));
            Assert.Equal(address, read);
            Assert.Equal(54321, port);
        }
    }

    [Fact]
    public void Errors_come_back()
    {
        var writer = new StunWriter(Dirty(100), StunClass.ErrorResponse, "transaction1"u8);
        writer.WriteErrorCode(StunErrorCode.UnknownAttribute);
        writer.WriteUnknownAttributes([(StunAttributeType)0x7001]);
        writer.WriteFingerprint();
        Assert.True(StunMessageView.TryParse(writer.Message, out var view, out _));
        Assert.True(view.TryGetErrorCode(out var code, out var phrase));
        Assert.Equal(StunErrorCode.UnknownAttribute, code);
        Assert.True(phrase.SequenceEqual("Unknown Attribute"u8));
        Assert.True(view.TryFind(StunAttributeType.UnknownAttributes, out var types));
        Assert.True(types.SequenceEqual(new byte[] { 0x70, 0x01 }));
    }

    [Fact]
    public void Crc_is_that_of_Ethernet()
    {
        Assert.Equal(0xCBF4_3926u, StunFingerprint.Crc32("123456789"u8));
        Assert.Equal(0u, StunFingerprint.Crc32([]));
    }

    [Fact]
    public void Too_little_memory_throws_and_writes_nothing_beyond() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var writer = new StunWriter(new byte[24], StunClass.Request, "transaction1"u8);
            writer.WritePriority(1);
        });

    private static byte[] Dirty(int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)0xAA);
        return bytes;
    }
}
