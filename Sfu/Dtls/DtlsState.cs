namespace Vidrn.Sfu.Dtls;

/// <summary>Where a <see cref="DtlsEndpoint"/> stands; <see cref="Closed"/> and <see cref="Failed"/> are final.</summary>
internal enum DtlsState
{
    New,
    Handshaking,

    /// <summary>The peer's certificate has matched its fingerprint and the SRTP keys are there.</summary>
    Connected,

    /// <summary>One side has sent close_notify.</summary>
    Closed,
    Failed,
}
