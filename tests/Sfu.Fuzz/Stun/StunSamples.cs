using System.Buffers.Binary;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Fuzz.Stun;

/// <summary>STUN messages as clients send them, and a seal that makes any bytes an authentic check.</summary>
internal static class StunSamples
{
    /// <summary>Room for the two attributes of <see cref="Seal"/>.</summary>
    public const int SealLength = 24 + 8;

    private static readonly byte[] TransactionId = Convert.FromHexString("B7E7A701BC34D686FA87DFAE");

    public static Corpus Corpus(IceCredentials local, IceRemoteParameters remote)
    {
        var memory = new byte[600];
        var bare = Begin(memory, StunClass.Request, local, remote);
        var unsealed = bare.Message.ToArray();
        bare.WriteMessageIntegrity(local.PwdBytes);
        bare.WriteFingerprint();
        var check = bare.Message.ToArray();

        var nomination = Begin(memory, StunClass.Request, local, remote);
        nomination.WriteUseCandidate();
        nomination.WriteSoftware("fuzz"u8);
        nomination.Write((StunAttributeType)0xC057, [0, 1, 0, 10]);
        nomination.WriteMessageIntegrity(local.PwdBytes);
        nomination.WriteFingerprint();
        var nominating = nomination.Message.ToArray();

        var strange = Begin(memory, StunClass.Request, local, remote);
        strange.WriteIceControlled(77);
        strange.Write((StunAttributeType)0x7001, "?"u8);
        strange.Write((StunAttributeType)0x7002, []);
        var odd = strange.Message.ToArray();

        var success = new StunWriter(memory, StunClass.SuccessResponse, TransactionId);
        success.WriteXorMappedAddress(IpAddress.FromIPv4(0xC000_0201), 4711);
        success.WriteXorMappedAddress(new IpAddress(0x2001_0DB8_0000_0000, 1), 4712);
        success.WriteMessageIntegrity(local.PwdBytes);
        success.WriteFingerprint();
        var succeeded = success.Message.ToArray();

        var error = new StunWriter(memory, StunClass.ErrorResponse, TransactionId);
        error.WriteErrorCode(StunErrorCode.UnknownAttribute);
        error.WriteUnknownAttributes([(StunAttributeType)0x7001, (StunAttributeType)0x7002]);
        error.WriteFingerprint();
        var refused = error.Message.ToArray();

        return new Corpus([unsealed, check, nominating, odd, succeeded, refused], Fragments);
    }

    /// <summary>Checks without MESSAGE-INTEGRITY, for <see cref="Seal"/>.</summary>
    public static Corpus Bare(IceCredentials local, IceRemoteParameters remote)
    {
        var check = Begin(new byte[300], StunClass.Request, local, remote);
        var nomination = Begin(new byte[300], StunClass.Request, local, remote);
        nomination.WriteUseCandidate();
        nomination.WriteSoftware("fuzz"u8);
        var strange = Begin(new byte[300], StunClass.Request, local, remote);
        strange.Write((StunAttributeType)0xC057, [0, 1, 0, 10]);
        strange.Write((StunAttributeType)0x7001, "?"u8);
        return new Corpus([check.Message.ToArray(), nomination.Message.ToArray(), strange.Message.ToArray()], Fragments);
    }

    private static byte[][] Fragments =>
    [
        Convert.FromHexString("00250000"), Convert.FromHexString("002400046E0001FF"), Convert.FromHexString("80290008FFFFFFFFFFFFFFFF"),
        Convert.FromHexString("802A00080000000000000001"), Convert.FromHexString("7FFF0000"), Convert.FromHexString("80280004"),
        Convert.FromHexString("00080014"), Convert.FromHexString("0006FFFF"), Convert.FromHexString("2112A442"),
    ];

    /// <summary>Cuts to whole words, sets the header's length and appends MESSAGE-INTEGRITY and FINGERPRINT; returns the new length.</summary>
    public static int Seal(ReadOnlySpan<byte> input, Span<byte> memory, ReadOnlySpan<byte> key)
    {
        var length = Math.Max(input.Length & ~3, StunHeader.Length);
        memory[..length].Clear();
        input[..Math.Min(input.Length, length)].CopyTo(memory);
        BinaryPrimitives.WriteUInt16BigEndian(memory, 1);
        BinaryPrimitives.WriteUInt32BigEndian(memory[4..], StunHeader.MagicCookie);
        BinaryPrimitives.WriteUInt32BigEndian(memory[length..], 0x0008_0014);
        StunHeader.WriteBodyLength(memory, length + 24 - StunHeader.Length);
        StunIntegrity.Compute(key, memory[..length], memory.Slice(length + 4, 20));
        length += 24;
        BinaryPrimitives.WriteUInt32BigEndian(memory[length..], 0x8028_0004);
        StunHeader.WriteBodyLength(memory, length + 8 - StunHeader.Length);
        BinaryPrimitives.WriteUInt32BigEndian(memory[(length + 4)..], StunFingerprint.Compute(memory[..length]));
        return length + 8;
    }

    private static StunWriter Begin(Span<byte> memory, StunClass @class, IceCredentials local, IceRemoteParameters remote)
    {
        var writer = new StunWriter(memory, @class, TransactionId);
        writer.WriteUsername(local.UfragBytes, remote.UfragBytes);
        writer.WriteIceControlling(1);
        writer.WritePriority(0x6E00_01FF);
        return writer;
    }
}
