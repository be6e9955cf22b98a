namespace Vidrn.Sfu.Dtls;

/// <summary>What a call into OpenSSL came to.</summary>
internal enum DtlsStep
{
    /// <summary>The handshake is complete, or bytes were read.</summary>
    Done,

    /// <summary>Nothing to do before the next datagram.</summary>
    WantRead,

    /// <summary>The peer has sent close_notify.</summary>
    CloseNotify,

    /// <summary>Fatal; <see cref="DtlsSession.Error"/> says why.</summary>
    Error,
}
