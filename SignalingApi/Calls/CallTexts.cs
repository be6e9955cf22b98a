using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>What people write during a call: passed on to the others in the room, and kept nowhere.</summary>
internal sealed class CallTexts(IEnumerable<IRoomRoster> rosters, AppEvents events, TimeProvider clock)
{
    public const int MaxLength = 500;

    public async Task<Outcome<CallTextSent>> SendAsync(Actor actor, CallTextRequest request)
    {
        if (TextRules.Block(request.Text, 1, MaxLength) is not { } text)
        {
            return Refusal.Invalid($"text: 1 to {MaxLength} characters");
        }

        foreach (var roster in rosters)
        {
            if ((request.RoomId ?? await roster.RoomOfAsync(actor)) is { } room
                && await roster.MembersAsync(room) is { } members && members.Contains(actor.Subject, StringComparer.Ordinal))
            {
                var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
                await events.ToAsync(members.Where(member => member != actor.Subject), "call-text", new CallText(room, actor.Subject, text, at));
                return new CallTextSent(at);
            }
        }

        return new Refusal("call-gone", StatusCodes.Status410Gone, "You are not in that call.");
    }
}

/// <summary>Data of the event `call-text`.</summary>
/// <param name="SenderId">The participant id in the room.</param>
internal sealed record CallText(string RoomId, string SenderId, string Text, long At);

/// <summary>Answers `SendCallText`.</summary>
internal sealed record CallTextSent(long At);
