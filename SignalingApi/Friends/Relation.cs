namespace Vidrn.SignalingApi.Friends;

/// <summary>How somebody stands to who asks.</summary>
internal enum Relation
{
    None,

    /// <summary>The very one.</summary>
    Self,
    Friend,

    /// <summary>They have asked who looks.</summary>
    Incoming,

    /// <summary>Who looks has asked them.</summary>
    Outgoing,

    /// <summary>Who looks blocks them.</summary>
    Blocked,
}
