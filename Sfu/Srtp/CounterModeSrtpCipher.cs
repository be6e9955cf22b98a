using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>AES_CM_128_HMAC_SHA1_80 (RFC 3711 section 4). SRTCP's trailer stands before the tag and under it.</summary>
internal sealed class CounterModeSrtpCipher(
    CounterModeSrtpCipher.SessionKeys rtpKeys, CounterModeSrtpCipher.SessionKeys rtcpKeys) : SrtpCipher
{
    private const int TagLength = 10;
    private const int TrailerLength = SrtpProfileParameters.RtcpIndexLength;
    private const int ClearLength = SrtpHeader.RtcpClearLength;

    private readonly CounterCipher rtp = CounterCipher.Create(rtpKeys.Encryption);
    private readonly CounterCipher rtcp = CounterCipher.Create(rtcpKeys.Encryption);
    private readonly HmacSha1 rtpHmac = HmacSha1.Create(rtpKeys.Authentication);
    private readonly HmacSha1 rtcpHmac = HmacSha1.Create(rtcpKeys.Authentication);
    private CounterSalt rtpCounter = new(rtpKeys.Salt);
    private CounterSalt rtcpCounter = new(rtcpKeys.Salt);

    public static CounterModeSrtpCipher Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Span<byte> keys = stackalloc byte[2 * SessionKeys.Length];
        var rtp = new SessionKeys(keys[..SessionKeys.Length]);
        var rtcp = new SessionKeys(keys[SessionKeys.Length..]);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpEncryption, rtp.Encryption);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpAuthentication, rtp.Authentication);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpSalt, rtp.Salt);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpEncryption, rtcp.Encryption);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpAuthentication, rtcp.Authentication);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpSalt, rtcp.Salt);
        var cipher = new CounterModeSrtpCipher(rtp, rtcp);
        CryptographicOperations.ZeroMemory(keys);
        return cipher;
    }

    public override int ProtectRtp(Span<byte> memory, int headerLength, int length, ulong index)
    {
        Encrypt(rtp, rtpCounter, SrtpHeader.RtpSsrc(memory), index, memory[headerLength..length]);
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        rtpHmac.Compute(memory[..length], (uint)(index >> 16), withRoc: true, digest);
        digest[..TagLength].CopyTo(memory[length..]);
        return length + TagLength;
    }

    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, ulong index)
    {
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        rtpHmac.Compute(packet[..^TagLength], (uint)(index >> 16), withRoc: true, digest);
        if (!CryptographicOperations.FixedTimeEquals(digest[..TagLength], packet[^TagLength..]))
        {
            return false;
        }

        Encrypt(rtp, rtpCounter, SrtpHeader.RtpSsrc(packet), index, packet[headerLength..^TagLength]);
        return true;
    }

    public override int ProtectRtcp(Span<byte> memory, int length, uint index)
    {
        Encrypt(rtcp, rtcpCounter, SrtpHeader.RtcpSsrc(memory), index, memory[ClearLength..length]);
        BinaryPrimitives.WriteUInt32BigEndian(memory[length..], index | EncryptedFlag);
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        rtcpHmac.Compute(memory[..(length + TrailerLength)], 0, withRoc: false, digest);
        digest[..TagLength].CopyTo(memory[(length + TrailerLength)..]);
        return length + TrailerLength + TagLength;
    }

    public override bool TryUnprotectRtcp(Span<byte> packet)
    {
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        rtcpHmac.Compute(packet[..^TagLength], 0, withRoc: false, digest);
        if (!CryptographicOperations.FixedTimeEquals(digest[..TagLength], packet[^TagLength..]))
        {
            return false;
        }

        var trailer = RtcpTrailer(packet);
        if ((trailer & EncryptedFlag) != 0)
        {
            var body = packet[ClearLength..^(TrailerLength + TagLength)];
            Encrypt(rtcp, rtcpCounter, SrtpHeader.RtcpSsrc(packet), trailer & ~EncryptedFlag, body);
        }

        return true;
    }

    public override uint RtcpTrailer(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet[^(TrailerLength + TagLength)..]);

    public override void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
        rtpHmac.Dispose();
        rtcpHmac.Dispose();
        rtpCounter = default;
        rtcpCounter = default;
    }

    // RFC 3711 section 4.1.1: IV = (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16).
    private static void Encrypt(CounterCipher cipher, CounterSalt salt, uint ssrc, ulong index, Span<byte> data) =>
        cipher.XorKeystream(salt.High ^ ssrc, salt.Low ^ (index << 16), data);

    /// <summary>One protocol's three session keys, laid end to end.</summary>
    internal readonly ref struct SessionKeys(Span<byte> keys)
    {
        public const int Length = 16 + HmacSha1.KeyLength + 14;

        private readonly Span<byte> keys = keys;

        public Span<byte> Encryption => keys[..16];

        public Span<byte> Authentication => keys.Slice(16, HmacSha1.KeyLength);

        public Span<byte> Salt => keys.Slice(16 + HmacSha1.KeyLength, 14);
    }

    /// <summary>The 112-bit salt, moved 16 bits to the left.</summary>
    private readonly struct CounterSalt(ReadOnlySpan<byte> salt)
    {
        public readonly ulong High = BinaryPrimitives.ReadUInt64BigEndian(salt);
        public readonly ulong Low = BinaryPrimitives.ReadUInt64BigEndian(salt[6..]) << 16;
    }
}
