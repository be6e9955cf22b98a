namespace Vidrn.Sfu.Srtp;

/// <summary>
/// The cryptography of one profile under the session keys of one direction. It keeps no state of packets: indices come in from outside, and
/// it is for the caller that a key, SSRC and index protect one packet only.
/// </summary>
internal abstract unsafe class SrtpCipher : IDisposable
{
    /// <summary>The E bit of the SRTCP trailer: the packet is encrypted (RFC 3711 section 3.4).</summary>
    public const uint EncryptedFlag = 0x8000_0000;

    public static SrtpCipher Create(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        if (!profile.IsKnown())
        {
            throw new ArgumentOutOfRangeException(nameof(profile), profile, "not an SRTP profile spoken here");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(masterKey.Length, SrtpProfileParameters.KeyLength, nameof(masterKey));
        ArgumentOutOfRangeException.ThrowIfNotEqual(masterSalt.Length, profile.SaltLength(), nameof(masterSalt));
        return profile == SrtpProfile.AeadAes128Gcm
            ? GcmSrtpCipher.Derive(masterKey, masterSalt)
            : CounterModeSrtpCipher.Derive(masterKey, masterSalt);
    }

    /// <summary>Lines of a cache that <see cref="Schedule"/> lies in.</summary>
    public const int ScheduleCacheLines = 6;

    /// <summary>What each packet of RTP is encrypted with, to be fetched ahead; null where it is not known.</summary>
    public virtual byte* Schedule => null;

    /// <summary>Protects <paramref name="length"/> bytes in place under the 48-bit index; returns the length with the tag.</summary>
    public abstract int ProtectRtp(Span<byte> memory, int headerLength, int length, ulong index);

    /// <summary>Authenticates and decrypts in place. The packet holds header and tag at least. False: nothing has changed.</summary>
    public abstract bool TryUnprotectRtp(Span<byte> packet, int headerLength, ulong index);

    /// <summary>Protects <paramref name="length"/> bytes in place under the 31-bit index; returns the length with tag and trailer.</summary>
    public abstract int ProtectRtcp(Span<byte> memory, int length, uint index);

    /// <summary>
    /// Authenticates and, if the E bit is set, decrypts in place. The packet holds header, tag and trailer at least. False: nothing has
    /// changed.
    /// </summary>
    public abstract bool TryUnprotectRtcp(Span<byte> packet);

    /// <summary>The SRTCP trailer, E bit and index: it stands before the tag or behind it.</summary>
    public abstract uint RtcpTrailer(ReadOnlySpan<byte> packet);

    public abstract void Dispose();
}
