using System.Buffers.Binary;
using System.Net;
using System.Text;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Tests.Stun;

public sealed class StunMessageViewTests
{
    [Fact]
    public void Reads_the_request_of_RFC_5769()
    {
        var bytes = Rfc5769.Request;
        Assert.True(StunMessageView.TryParse(bytes, out var view, out var reason));
        Assert.Equal(DropReason.None, reason);
        Assert.Equal(StunClass.Request, view.Class);
        Assert.Equal(StunMethod.Binding, view.Method);
        Assert.Equal("B7E7A701BC34D686FA87DFAE", Convert.ToHexString(view.TransactionId));
        Assert.Equal(0x6E00_01FFu, view.Priority);
        Assert.Equal(0x932F_F9B1_5126_3B36ul, view.IceControlled);
        Assert.Null(view.IceControlling);
        Assert.False(view.UseCandidate);
        Assert.Equal("evtj:h6vY", Encoding.UTF8.GetString(view.Username));
        Assert.True(view.TrySplitUsername(out var local, out var remote));
        Assert.True(local.SequenceEqual("evtj"u8) && remote.SequenceEqual("h6vY"u8));
        Assert.True(view.TryFind(StunAttributeType.Software, out var software));
        Assert.True(software.SequenceEqual("STUN test client"u8));
        Assert.Equal(0, view.UnknownRequiredCount);
        Assert.True(view.VerifyFingerprint());
        Assert.True(view.VerifyIntegrity(Rfc5769.Password));
        Assert.False(view.VerifyIntegrity("VOkJxbRl1RmTxUk/WvJxBT"u8));
    }

    [Theory]
    [InlineData(false, "192.0.2.1")]
    [InlineData(true, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Reads_the_responses_of_RFC_5769(bool six, string address)
    {
        var bytes = six ? Rfc5769.ResponseIPv6 : Rfc5769.ResponseIPv4;
        Assert.True(StunMessageView.TryParse(bytes, out var view, out _));
        Assert.Equal(StunClass.SuccessResponse, view.Class);
        Assert.True(view.TryGetXorMappedAddress(out var mapped, out var port));
        Assert.Equal(IpAddress.From(IPAddress.Parse(address)), mapped);
        Assert.Equal(32853, port);
        Assert.True(view.VerifyFingerprint());
        Assert.True(view.VerifyIntegrity(Rfc5769.Password));
    }

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        var good = Rfc5769.Request;
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bytes = (byte[])good.Clone();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (!StunMessageView.TryParse(bytes, out var view, out var reason))
            {
                Assert.Equal(DropReason.StunMalformed, reason);
                continue;
            }

            Assert.False(view.VerifyFingerprint(), $"bit {bit}");

            // Integrity does not cover what follows it, the fingerprint.
            Assert.Equal(bit / 8 >= good.Length - 8, view.VerifyIntegrity(Rfc5769.Password));
        }
    }

    [Fact]
    public void Each_truncation_and_each_surplus_is_malformed()
    {
        var good = Rfc5769.Request;
        for (var length = 0; length < good.Length; length++)
        {
            Assert.False(StunMessageView.TryParse(good.AsSpan(0, length), out _, out var reason));
            Assert.Equal(DropReason.StunMalformed, reason);
        }

        Assert.False(StunMessageView.TryParse([.. good, 0, 0, 0, 0], out _, out _));
        Assert.False(StunMessageView.TryParse(new byte[StunHeader.MaxMessageLength + 4], out _, out _));
    }

    [Fact]
    public void A_bare_header_is_a_message()
    {
        byte[] bytes = [.. Rfc5769.Request[..20]];
        bytes[3] = 0;
        Assert.True(StunMessageView.TryParse(bytes, out var view, out _));
        Assert.False(view.HasIntegrity || view.HasFingerprint || view.HasUsername || view.UseCandidate);
        Assert.False(view.VerifyFingerprint() || view.VerifyIntegrity(Rfc5769.Password));
        Assert.False(view.TrySplitUsername(out _, out _) || view.TryGetErrorCode(out _, out _));
        Assert.Null(view.Priority);
    }

    [Theory]
    [InlineData(0xFFFF)]
    [InlineData(0xFFFD)]
    [InlineData(0x7FFF)]
    [InlineData(17)]
    public void An_attribute_longer_than_the_message_is_malformed(int length)
    {
        var bytes = Rfc5769.Request;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - 6), (ushort)length);
        Assert.False(StunMessageView.TryParse(bytes, out _, out _));
        bytes = Rfc5769.Request;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(22), (ushort)(length + 100));
        Assert.False(StunMessageView.TryParse(bytes, out _, out _));
    }

    [Theory]
    [InlineData(StunAttributeType.Priority, 8)]
    [InlineData(StunAttributeType.UseCandidate, 4)]
    [InlineData(StunAttributeType.IceControlling, 4)]
    [InlineData(StunAttributeType.IceControlled, 12)]
    [InlineData(StunAttributeType.MessageIntegrity, 16)]
    [InlineData(StunAttributeType.Fingerprint, 8)]
    [InlineData(StunAttributeType.XorMappedAddress, 12)]
    [InlineData(StunAttributeType.ErrorCode, 3)]
    [InlineData(StunAttributeType.Username, 514)]
    internal void A_known_attribute_of_another_length_is_malformed(StunAttributeType type, int length)
    {
        Assert.False(StunMessageView.TryParse(MessageWith(type, new byte[length]), out _, out var reason));
        Assert.Equal(DropReason.StunMalformed, reason);
    }

    [Fact]
    public void Of_two_attributes_of_a_type_the_first_counts()
    {
        var writer = new StunWriter(new byte[100], StunClass.Request, "transaction1"u8);
        writer.WritePriority(1);
        writer.WritePriority(2);
        Assert.True(StunMessageView.TryParse(writer.Message, out var view, out _));
        Assert.Equal(1u, view.Priority);
    }

    [Fact]
    public void What_follows_the_integrity_is_ignored_except_for_the_fingerprint()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, "transaction1"u8);
        writer.WriteMessageIntegrity("key"u8);
        writer.WriteUseCandidate();
        writer.Write((StunAttributeType)0x7777, [1, 2]);
        writer.WriteSoftware("late"u8);
        writer.WriteFingerprint();
        Assert.True(StunMessageView.TryParse(writer.Message, out var view, out _));
        Assert.False(view.UseCandidate);
        Assert.Equal(0, view.UnknownRequiredCount);
        Assert.False(view.TryFind(StunAttributeType.Software, out _));
        Assert.True(view.VerifyFingerprint());
        Assert.True(view.VerifyIntegrity("key"u8));
    }

    [Fact]
    public void Nothing_may_follow_the_fingerprint()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, "transaction1"u8);
        writer.WriteFingerprint();
        writer.WriteSoftware("late"u8);
        Assert.False(StunMessageView.TryParse(writer.Message, out _, out _));
    }

    [Fact]
    public void Unknown_attributes_that_must_be_understood_are_listed()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, "transaction1"u8);
        writer.Write((StunAttributeType)0x7001, [1]);
        writer.Write((StunAttributeType)0xC057, [0, 1, 0, 10]);
        writer.Write(StunAttributeType.Realm, "r"u8);
        writer.Write((StunAttributeType)0x7002, []);
        Assert.True(StunMessageView.TryParse(writer.Message, out var view, out _));
        Assert.Equal(2, view.UnknownRequiredCount);
        var types = new StunAttributeType[8];
        Assert.Equal(2, view.CopyUnknownRequired(types));
        Assert.Equal([(StunAttributeType)0x7001, (StunAttributeType)0x7002], types[..2]);
        Assert.Equal(1, view.CopyUnknownRequired(types.AsSpan(0, 1)));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 4, 87 }, 487)]
    [InlineData(new byte[] { 0, 0, 4, 100 }, 0)]
    [InlineData(new byte[] { 0, 0, 2, 0 }, 0)]
    [InlineData(new byte[] { 0, 0, 7, 0 }, 0)]
    public void Error_codes_are_between_300_and_699(byte[] value, int code)
    {
        var bytes = MessageWith(StunAttributeType.ErrorCode, value);
        Assert.True(StunMessageView.TryParse(bytes, out var view, out _));
        Assert.Equal(code != 0, view.TryGetErrorCode(out var read, out _));
        Assert.Equal(code, (int)read);
    }

    [Theory]
    [InlineData("ab", false)]
    [InlineData(":b", false)]
    [InlineData("a:", false)]
    [InlineData("", false)]
    [InlineData("a:b:c", true)]
    public void A_username_has_two_parts(string username, bool splits)
    {
        var bytes = MessageWith(StunAttributeType.Username, Encoding.UTF8.GetBytes(username));
        Assert.True(StunMessageView.TryParse(bytes, out var view, out _));
        Assert.Equal(splits, view.TrySplitUsername(out _, out _));
    }

    [Fact]
    public void Class_and_method_bits_are_taken_apart()
    {
        for (var type = 0; type < 0x4000; type++)
        {
            var @class = StunHeader.ClassOf((ushort)type);
            var method = StunHeader.MethodOf((ushort)type);
            Assert.Equal(type, StunHeader.MessageType(@class, method));
        }

        Assert.Equal(0x0111, StunHeader.MessageType(StunClass.ErrorResponse, StunMethod.Binding));
    }

    internal static byte[] MessageWith(StunAttributeType type, byte[] value)
    {
        var writer = new StunWriter(new byte[1000], StunClass.Request, "transaction1"u8);
        writer.Write(type, value);
        return writer.Message.ToArray();
    }
}
