using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714). SRTCP's trailer stands behind the tag (section 9.2).</summary>
internal sealed unsafe class GcmSrtpCipher(
    ReadOnlySpan<byte> rtpKey, ReadOnlySpan<byte> rtpSalt, ReadOnlySpan<byte> rtcpKey, ReadOnlySpan<byte> rtcpSalt) : SrtpCipher
{
    private const int TagLength = GcmCipher.TagLength;
    private const int TrailerLength = SrtpProfileParameters.RtcpIndexLength;
    private const int ClearLength = SrtpHeader.RtcpClearLength;

    private readonly GcmCipher rtp = GcmCipher.Create(rtpKey);
    private readonly GcmCipher rtcp = GcmCipher.Create(rtcpKey);
    private NonceSalt rtpNonce = new(rtpSalt);
    private NonceSalt rtcpNonce = new(rtcpSalt);

    public static GcmSrtpCipher Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Span<byte> keys = stackalloc byte[56];
        var (rtpKey, rtpSalt, rtcpKey, rtcpSalt) = (0..16, 16..28, 28..44, 44..56);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpEncryption, keys[rtpKey]);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpSalt, keys[rtpSalt]);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpEncryption, keys[rtcpKey]);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpSalt, keys[rtcpSalt]);
        var cipher = new GcmSrtpCipher(keys[rtpKey], keys[rtpSalt], keys[rtcpKey], keys[rtcpSalt]);
        CryptographicOperations.ZeroMemory(keys);
        return cipher;
    }

    public override byte* Schedule => rtp.Schedule;

    public override int ProtectRtp(Span<byte> memory, int headerLength, int length, ulong index)
    {
        var header = memory[..headerLength];
        var ssrc = SrtpHeader.RtpSsrc(header);
        rtp.Seal(rtpNonce.High(ssrc, index), rtpNonce.Low(index), header, memory[headerLength..length], memory.Slice(length, TagLength));
        return length + TagLength;
    }

    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, ulong index)
    {
        var header = packet[..headerLength];
        var ssrc = SrtpHeader.RtpSsrc(header);
        return rtp.TryOpen(
            rtpNonce.High(ssrc, index), rtpNonce.Low(index), header, packet[headerLength..^TagLength], packet[^TagLength..]);
    }

    public override int ProtectRtcp(Span<byte> memory, int length, uint index)
    {
        var protectedLength = length + TagLength + TrailerLength;
        BinaryPrimitives.WriteUInt32BigEndian(memory[(length + TagLength)..protectedLength], index | EncryptedFlag);
        Span<byte> aad = stackalloc byte[ClearLength + TrailerLength];
        memory[..ClearLength].CopyTo(aad);
        memory[(length + TagLength)..protectedLength].CopyTo(aad[ClearLength..]);
        var ssrc = SrtpHeader.RtcpSsrc(memory);
        rtcp.Seal(rtcpNonce.High(ssrc, index), rtcpNonce.Low(index), aad, memory[ClearLength..length], memory.Slice(length, TagLength));
        return protectedLength;
    }

    public override bool TryUnprotectRtcp(Span<byte> packet)
    {
        var trailer = RtcpTrailer(packet);
        if ((trailer & EncryptedFlag) == 0)
        {
            return TryAuthenticateRtcp(packet, trailer);
        }

        Span<byte> aad = stackalloc byte[ClearLength + TrailerLength];
        packet[..ClearLength].CopyTo(aad);
        packet[^TrailerLength..].CopyTo(aad[ClearLength..]);
        var index = trailer & ~EncryptedFlag;
        var ssrc = SrtpHeader.RtcpSsrc(packet);
        var tagStart = packet.Length - TrailerLength - TagLength;
        return rtcp.TryOpen(
            rtcpNonce.High(ssrc, index), rtcpNonce.Low(index), aad, packet[ClearLength..tagStart], packet.Slice(tagStart, TagLength));
    }

    public override uint RtcpTrailer(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[^TrailerLength..]);

    public override void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
        rtpNonce = default;
        rtcpNonce = default;
    }

    // Not encrypted: all of the packet and the trailer are associated data (RFC 7714 section 9.3), but the tag stands between them.
    private bool TryAuthenticateRtcp(Span<byte> packet, uint index)
    {
        var tagStart = packet.Length - TrailerLength - TagLength;
        Span<byte> tag = stackalloc byte[TagLength];
        packet.Slice(tagStart, TagLength).CopyTo(tag);
        packet[^TrailerLength..].CopyTo(packet[tagStart..]);
        var ssrc = SrtpHeader.RtcpSsrc(packet);
        var aad = packet[..(tagStart + TrailerLength)];
        var authentic = rtcp.TryOpen(rtcpNonce.High(ssrc, index), rtcpNonce.Low(index), aad, [], tag);
        tag.CopyTo(packet[tagStart..]);
        return authentic;
    }

    /// <summary>The 96-bit salt, and the nonces it makes (sections 8.1 and 9.1): 16 zero bits, SSRC, 48-bit index, XORed with it.</summary>
    private readonly struct NonceSalt(ReadOnlySpan<byte> salt)
    {
        private readonly ulong high = BinaryPrimitives.ReadUInt64BigEndian(salt);
        private readonly uint low = BinaryPrimitives.ReadUInt32BigEndian(salt[sizeof(ulong)..]);

        public ulong High(uint ssrc, ulong index) => high ^ ((ulong)ssrc << 16) ^ (index >> 32);

        public uint Low(ulong index) => low ^ (uint)index;
    }
}
