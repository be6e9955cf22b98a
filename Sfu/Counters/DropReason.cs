namespace Vidrn.Sfu.Counters;

/// <summary>Why bytes from the network, or work at a bound, were dropped. Each has a counter; none is ever logged a packet.</summary>
internal enum DropReason
{
    None,

    // Demultiplexing and addresses
    Empty,
    UnknownProtocol,
    UnknownPath,
    Truncated,
    PathLimit,
    PathTaken,

    // STUN and ICE
    StunMalformed,
    StunNotBindingRequest,
    StunFingerprint,
    StunUsername,
    StunIntegrity,
    StunUnknownAttribute,
    StunRoleConflict,
    IceFailed,

    // DTLS
    DtlsMalformed,
    DtlsNotReady,
    DtlsFailed,

    // SRTP
    SrtpNotReady,
    SrtpTooShort,
    SrtpAuthentication,
    SrtpReplay,
    SrtpStreamLimit,

    // RTP
    RtpMalformed,
    RtpVersion,
    RtpUnknownStream,
    RtpUnknownPayloadType,
    RtpStreamLimit,
    RtpDuplicate,
    RtpTooOld,
    RtpPadding,
    RtpRtxMalformed,
    PayloadMalformed,

    // RTCP
    RtcpMalformed,
    RtcpVersion,
    RtcpUnknownSource,

    // Forwarding
    NotGranted,
    Muted,
    LayerNotWanted,
    AwaitingKeyframe,
    TooLarge,

    // Bounds
    PoolExhausted,
    QueueFull,
    HandOverFull,
    SendFailed,
    PeerFault,
}
