namespace Vidrn.Sfu.Signaling.Http;

/// <summary>What a session without a WebSocket is for.</summary>
internal enum WhipPurpose
{
    /// <summary>WHIP, RFC 9725.</summary>
    Publish,

    /// <summary>WHEP, draft-ietf-wish-whep.</summary>
    Watch,
}
