using Vidrn.SignalingApi.Chat;

namespace Vidrn.SignalingApi.Calls;

/// <summary>What a conversation keeps of a call that is over.</summary>
internal static class CallNotes
{
    /// <summary>Between who called and who was called first: others who were added later have no part in that conversation.</summary>
    public static CallNote Of(Call call)
    {
        var (caller, callee) = (call.Caller, call.Members[1]);
        var end = Math.Min(End(call, caller), End(call, callee));
        return new CallNote(call.Id, call.Video, ResultOf(callee), callee.JoinedAt is { } joined ? Math.Max(0, end - joined) : 0);
    }

    private static long End(Call call, CallMember member) => member.LeftAt ?? call.EndedAt ?? long.MaxValue;

    private static string ResultOf(CallMember callee) => callee.Reason switch
    {
        _ when callee.JoinedAt is not null => "answered",
        CallReason.Declined => "declined",
        CallReason.NoAnswer => "missed",
        CallReason.Cancelled => "cancelled",
        CallReason.Busy => "busy",
        _ => "failed",
    };
}
