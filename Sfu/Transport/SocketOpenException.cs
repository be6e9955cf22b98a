namespace Vidrn.Sfu.Transport;

/// <summary>Why a socket could not be opened.</summary>
internal enum SocketOpenError
{
    /// <summary>Another socket holds the port.</summary>
    AddressInUse,

    /// <summary>The address is not one of this machine's.</summary>
    AddressNotAvailable,

    /// <summary>The user may not open this port.</summary>
    AccessDenied,

    /// <summary>The system lacks the address family or a call that the implementation needs.</summary>
    NotSupported,

    /// <summary>Anything else; the message says it.</summary>
    Other,
}

/// <summary>A socket could not be opened; the message names the address and the reason, for an operator to read.</summary>
internal sealed class SocketOpenException : IOException
{
    public SocketOpenException(SocketOpenError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    public SocketOpenError Error { get; }
}
