using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// What one peer sends: replay check, authentication, decryption, in place (RFC 3711 section 3.3). No packet changes any state before it is
/// authenticated, and none is decrypted.
/// </summary>
internal sealed class SrtpReceiver : IDisposable
{
    private readonly SrtpCipher cipher;
    private readonly int tagLength;
    private readonly SsrcTable rtpSsrcs;
    private readonly SsrcTable rtcpSsrcs;
    private bool disposed;

    /// <param name="profile">As negotiated.</param>
    /// <param name="masterKey">The peer's write key, 16 bytes.</param>
    /// <param name="masterSalt">The peer's write salt, as long as the profile says.</param>
    /// <param name="maxSsrcs">How many SSRCs may be in use at once, for RTP and again for RTCP; see <see cref="SsrcTable"/>.</param>
    public SrtpReceiver(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, int maxSsrcs = 64)
        : this(SrtpCipher.Create(profile, masterKey, masterSalt), profile, maxSsrcs)
    {
    }

    internal SrtpReceiver(SrtpCipher cipher, SrtpProfile profile, int maxSsrcs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxSsrcs);
        this.cipher = cipher;
        tagLength = profile.TagLength();
        rtpSsrcs = new SsrcTable(maxSsrcs);
        rtcpSsrcs = new SsrcTable(maxSsrcs);
    }

    /// <summary>SSRCs with RTP state.</summary>
    public int RtpSsrcCount => rtpSsrcs.Count;

    /// <summary>Authenticates and decrypts in place.</summary>
    /// <param name="packet">Header, payload and tag.</param>
    /// <param name="headerLength">From <see cref="SrtpHeader.TryGetLength"/>.</param>
    /// <param name="plainLength">Length of header and payload.</param>
    /// <param name="index">The extended index: ROC &lt;&lt; 16 | sequence number.</param>
    /// <param name="reason">Why not; the packet is then as it was.</param>
    public bool TryUnprotectRtp(Span<byte> packet, int headerLength, out int plainLength, out ulong index, out DropReason reason)
    {
        plainLength = packet.Length - tagLength;
        index = 0;
        if (disposed)
        {
            reason = DropReason.SrtpNotReady;
            return false;
        }

        if (headerLength < SrtpHeader.RtpFixedLength || plainLength < headerLength)
        {
            reason = DropReason.SrtpTooShort;
            return false;
        }

        var ssrc = SrtpHeader.RtpSsrc(packet);
        var slot = rtpSsrcs.Find(ssrc);
        if (slot < 0)
        {
            return TryUnprotectFirst(packet, headerLength, ssrc, out index, out reason);
        }

        ref var window = ref rtpSsrcs.Window(slot);
        index = RtpIndex.Estimate(window.Highest, SrtpHeader.RtpSequenceNumber(packet));
        if (window.IsReplay(index))
        {
            reason = DropReason.SrtpReplay;
            return false;
        }

        if (!cipher.TryUnprotectRtp(packet, headerLength, index))
        {
            reason = DropReason.SrtpAuthentication;
            return false;
        }

        rtpSsrcs.Accept(slot, index);
        reason = DropReason.None;
        return true;
    }

    /// <summary>Authenticates and decrypts in place; the reason says why not, and the packet is then as it was.</summary>
    public bool TryUnprotectRtcp(Span<byte> packet, out int plainLength, out DropReason reason)
    {
        plainLength = packet.Length - tagLength - SrtpProfileParameters.RtcpIndexLength;
        if (disposed)
        {
            reason = DropReason.SrtpNotReady;
            return false;
        }

        if (plainLength < SrtpHeader.RtcpClearLength)
        {
            reason = DropReason.SrtpTooShort;
            return false;
        }

        var ssrc = SrtpHeader.RtcpSsrc(packet);
        var index = cipher.RtcpTrailer(packet) & ~SrtpCipher.EncryptedFlag;
        var slot = rtcpSsrcs.Find(ssrc);
        var window = default(ReplayWindow);
        var returning = slot < 0 && rtcpSsrcs.TryFindRetired(ssrc, out window);
        if (slot >= 0 ? rtcpSsrcs.Window(slot).IsReplay(index) : returning && window.IsReplay(index))
        {
            reason = DropReason.SrtpReplay;
            return false;
        }

        if (slot < 0 && !rtcpSsrcs.HasRoom())
        {
            reason = DropReason.SrtpStreamLimit;
            return false;
        }

        if (!cipher.TryUnprotectRtcp(packet))
        {
            reason = DropReason.SrtpAuthentication;
            return false;
        }

        Commit(rtcpSsrcs, slot, ssrc, index, returning, window);
        reason = DropReason.None;
        return true;
    }

    /// <summary>Wipes the keys. All is dropped afterwards: anyone can forge under wiped keys.</summary>
    public void Dispose()
    {
        disposed = true;
        cipher.Dispose();
    }

    // No state yet for this SSRC, or it was put out of the table.
    private bool TryUnprotectFirst(Span<byte> packet, int headerLength, uint ssrc, out ulong index, out DropReason reason)
    {
        var sequenceNumber = SrtpHeader.RtpSequenceNumber(packet);
        var returning = rtpSsrcs.TryFindRetired(ssrc, out var window);
        index = returning ? RtpIndex.Estimate(window.Highest, sequenceNumber) : sequenceNumber;
        if (returning && window.IsReplay(index))
        {
            reason = DropReason.SrtpReplay;
            return false;
        }

        if (!rtpSsrcs.HasRoom())
        {
            reason = DropReason.SrtpStreamLimit;
            return false;
        }

        if (!cipher.TryUnprotectRtp(packet, headerLength, index))
        {
            // A stream may have begun shortly before the wrap, and all of it up to the wrap been lost.
            index = RtpIndex.From(1, sequenceNumber);
            if (returning || sequenceNumber >= 0x8000 || !cipher.TryUnprotectRtp(packet, headerLength, index))
            {
                reason = DropReason.SrtpAuthentication;
                return false;
            }
        }

        Commit(rtpSsrcs, -1, ssrc, index, returning, window);
        reason = DropReason.None;
        return true;
    }

    private static void Commit(SsrcTable table, int slot, uint ssrc, ulong index, bool returning, ReplayWindow window)
    {
        if (slot >= 0)
        {
            table.Accept(slot, index);
        }
        else if (returning)
        {
            window.Accept(index);
            table.Add(ssrc, window);
        }
        else
        {
            table.Add(ssrc, ReplayWindow.StartingAt(index));
        }
    }
}
