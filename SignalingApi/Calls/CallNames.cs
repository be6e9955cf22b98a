namespace Vidrn.SignalingApi.Calls;

/// <summary>States and reasons as the protocol and the store spell them.</summary>
internal static class CallNames
{
    private static readonly Dictionary<CallReason, string> Reasons = new()
    {
        [CallReason.HungUp] = "hung-up",
        [CallReason.Declined] = "declined",
        [CallReason.Cancelled] = "cancelled",
        [CallReason.Busy] = "busy",
        [CallReason.NoAnswer] = "no-answer",
        [CallReason.AnsweredElsewhere] = "answered-elsewhere",
        [CallReason.Lost] = "lost",
        [CallReason.Failed] = "failed",
        [CallReason.Blocked] = "blocked",
    };

    public static string Of(CallState state) => state switch
    {
        CallState.Calling => "calling",
        CallState.Ringing => "ringing",
        CallState.InCall => "in_call",
        CallState.Ended => "ended",
        _ => "idle",
    };

    public static string Of(CallReason reason) => Reasons[reason];

    public static CallReason? ReasonOf(string? name) => Reasons.FirstOrDefault(pair => pair.Value == name) is { Value: not null } found ? found.Key : null;
}
