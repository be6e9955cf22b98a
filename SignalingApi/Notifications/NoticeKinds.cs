namespace Vidrn.SignalingApi.Notifications;

/// <summary>What notices are about (docs/protocol.md section 2.7).</summary>
internal static class NoticeKinds
{
    public const string FriendRequest = "friend-request";
    public const string FriendAdded = "friend-added";
    public const string Message = "message";
    public const string MissedCall = "missed-call";
    public const string GroupAdded = "group-added";
    public const string Meeting = "meeting";
    public const string Moderation = "moderation";

    /// <summary>It rings now: pushed, and not kept in the inbox.</summary>
    public const string Call = "call";
}
