namespace Vidrn.Sfu.Sdp;

/// <summary>What a client uses a media section for.</summary>
internal enum MediaRole
{
    /// <summary>Nothing: answered inactive.</summary>
    None,

    /// <summary>The client sends a track.</summary>
    Publish,

    /// <summary>The client receives whatever source the server puts in.</summary>
    Slot,
}
