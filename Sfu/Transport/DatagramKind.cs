namespace Vidrn.Sfu.Transport;

/// <summary>The protocol of one datagram on the bundled port.</summary>
internal enum DatagramKind
{
    /// <summary>None that this server speaks.</summary>
    Unknown,

    /// <summary>RFC 8489.</summary>
    Stun,

    /// <summary>RFC 6347, RFC 9147.</summary>
    Dtls,

    /// <summary>RFC 3550 and 3711: media.</summary>
    Rtp,

    /// <summary>RFC 3550 and 3711: control.</summary>
    Rtcp,
}
