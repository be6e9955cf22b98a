using System.Buffers.Binary;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

/// <summary>Packets and keys for the tests here.</summary>
internal static class SrtpPackets
{
    public const int HeaderLength = 12;

    public static readonly byte[] MasterKey = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");

    public static IEnumerable<object[]> Profiles => [[SrtpProfile.AeadAes128Gcm], [SrtpProfile.AesCm128HmacSha1_80]];

    public static byte[] MasterSalt(SrtpProfile profile) =>
        Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6")[..profile.SaltLength()];

    public static SrtpSender Sender(SrtpProfile profile) => new(profile, MasterKey, MasterSalt(profile));

    public static SrtpReceiver Receiver(SrtpProfile profile, int maxSsrcs = 64) => new(profile, MasterKey, MasterSalt(profile), maxSsrcs);

    public static byte[] Rtp(uint ssrc, ushort sequenceNumber, int payloadLength)
    {
        var packet = new byte[HeaderLength + payloadLength];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        for (var i = HeaderLength; i < packet.Length; i++)
        {
            packet[i] = (byte)(i + sequenceNumber);
        }

        return packet;
    }

    /// <summary>A protected packet with the given 48-bit index.</summary>
    public static byte[] Protected(SrtpSender sender, SrtpProfile profile, uint ssrc, ulong index, int payloadLength = 50)
    {
        var memory = new byte[HeaderLength + payloadLength + profile.TagLength()];
        Rtp(ssrc, (ushort)index, payloadLength).CopyTo(memory, 0);
        Assert.Equal(memory.Length, sender.ProtectRtp(memory, HeaderLength, HeaderLength + payloadLength, (uint)(index >> 16)));
        return memory;
    }

    public static byte[] Rtcp(uint ssrc, int length = 28)
    {
        var packet = new byte[length];
        packet[0] = 0x80;
        packet[1] = 200;
        packet[3] = (byte)((length / 4) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public static byte[] ProtectedRtcp(SrtpSender sender, SrtpProfile profile, uint ssrc)
    {
        var plain = Rtcp(ssrc);
        var memory = new byte[plain.Length + profile.RtcpOverhead()];
        plain.CopyTo(memory, 0);
        Assert.Equal(memory.Length, sender.ProtectRtcp(memory, plain.Length));
        return memory;
    }
}
