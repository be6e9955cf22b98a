namespace Vidrn.SignalingApi.Moderation;

/// <summary>The words of reports and decisions (docs/protocol.md section 2.14).</summary>
internal static class ModerationWords
{
    public const string Dismiss = "dismiss";
    public const string Warn = "warn";
    public const string Ban = "ban";
    public const string Open = "open";
    public const string Decided = "decided";
    public const string Lifted = "lifted";
    public const string Kept = "kept";

    public static readonly string[] Reasons = ["sexual", "minor", "harassment", "hate", "violence", "spam", "other"];
    public static readonly string[] Contexts = ["random", "call", "meeting", "chat", "profile"];
    public static readonly string[] Decisions = [Dismiss, Warn, Ban];
}
