namespace Vidrn.SignalingApi.Calls;

/// <summary>Where one person is in a call. Idle is who has no part in it.</summary>
internal enum CallState
{
    Idle,

    /// <summary>Calls, and nobody has answered yet.</summary>
    Calling,

    /// <summary>Is called.</summary>
    Ringing,

    InCall,

    /// <summary>It is over, for this person or for all.</summary>
    Ended,
}
