namespace Vidrn.Sfu.Srtp;

/// <summary>The lengths that follow from a profile, in bytes.</summary>
internal static class SrtpProfileParameters
{
    /// <summary>Master and session encryption key, in every profile.</summary>
    public const int KeyLength = 16;

    /// <summary>The E bit and the 31-bit SRTCP index (RFC 3711 section 3.4).</summary>
    public const int RtcpIndexLength = 4;

    /// <summary>The most that any profile adds to a packet: room to reserve behind what is to be protected.</summary>
    public const int MaxOverhead = 16 + RtcpIndexLength;

    /// <summary>Master and session salt.</summary>
    public static int SaltLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    /// <summary>The authentication tag; all that SRTP adds to an RTP packet.</summary>
    public static int TagLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 16 : 10;

    /// <summary>All that SRTCP adds to an RTCP packet: tag and index.</summary>
    public static int RtcpOverhead(this SrtpProfile profile) => profile.TagLength() + RtcpIndexLength;

    /// <summary>False for an id of a profile not spoken here.</summary>
    public static bool IsKnown(this SrtpProfile profile) =>
        profile is SrtpProfile.AeadAes128Gcm or SrtpProfile.AesCm128HmacSha1_80;
}
