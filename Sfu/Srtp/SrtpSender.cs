using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// What we send to one peer: encryption and authentication in place (RFC 3711 section 3.3). For RTP the caller owns the ROC and must protect
/// each SSRC and index once at most: a second packet under the same nonce breaks GCM for good.
/// </summary>
internal sealed unsafe class SrtpSender : IDisposable
{
    private const uint MaxRtcpIndex = 0x7FFF_FFFF;

    private readonly SrtpCipher cipher;
    private readonly byte* schedule;
    private uint rtcpIndex;
    private bool disposed;

    /// <param name="profile">As negotiated.</param>
    /// <param name="masterKey">Our write key, 16 bytes.</param>
    /// <param name="masterSalt">Our write salt, as long as the profile says.</param>
    public SrtpSender(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
        : this(SrtpCipher.Create(profile, masterKey, masterSalt))
    {
    }

    internal SrtpSender(SrtpCipher cipher, uint rtcpIndex = 0)
    {
        this.cipher = cipher;
        schedule = cipher.Schedule;
        this.rtcpIndex = rtcpIndex;
    }

    /// <summary>Fetches what the next packet's encryption reads into the cache.</summary>
    public void Prefetch()
    {
        CacheLines.Prefetch(cipher, 2);
        CacheLines.Prefetch(schedule, SrtpCipher.ScheduleCacheLines);
    }

    /// <summary>
    /// Encrypts what follows the header and appends the tag; returns the new length. The memory must have room for it
    /// (<see cref="SrtpProfileParameters.TagLength"/>).
    /// </summary>
    public int ProtectRtp(Span<byte> packetMemory, int headerLength, int length, uint roc)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return cipher.ProtectRtp(packetMemory, headerLength, length, RtpIndex.From(roc, SrtpHeader.RtpSequenceNumber(packetMemory)));
    }

    /// <summary>
    /// Encrypts a compound of <paramref name="length"/> bytes and appends tag and index; returns the new length. The memory must have room
    /// for <see cref="SrtpProfileParameters.RtcpOverhead"/> more. One index counts for all SSRCs of this direction: it is in every nonce and
    /// grows with every packet, so a nonce is unique whatever the SSRC, and a receiver's window for one SSRC only sees gaps. Returns 0 when
    /// all 2^31 indices are used (RFC 3711 section 9.2): the keys are spent and the peer has to connect again.
    /// </summary>
    public int ProtectRtcp(Span<byte> memory, int length)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (rtcpIndex == MaxRtcpIndex)
        {
            return 0;
        }

        return cipher.ProtectRtcp(memory, length, ++rtcpIndex);
    }

    /// <summary>Wipes the keys. Protecting afterwards throws: wiped keys would hide nothing.</summary>
    public void Dispose()
    {
        disposed = true;
        cipher.Dispose();
    }
}
