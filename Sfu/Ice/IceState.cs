namespace Vidrn.Sfu.Ice;

/// <summary>How the path to a client stands.</summary>
internal enum IceState
{
    /// <summary>No check has come.</summary>
    New,

    /// <summary>Checks come, none has nominated a pair.</summary>
    Checking,

    /// <summary>There is a selected pair, and something is heard.</summary>
    Connected,

    /// <summary>Nothing has been heard for a while; the next check or packet brings the connection back.</summary>
    Disconnected,

    /// <summary>Nothing was heard for so long that consent to send is gone (RFC 7675); only an ICE restart leads on.</summary>
    Failed,
}
