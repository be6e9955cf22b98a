using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>What the world is told of a change.</summary>
internal abstract record CallEffect
{
    /// <summary>What follows from the difference of two states.</summary>
    public static IReadOnlyList<CallEffect> Between(Call? before, Call after)
    {
        var effects = new List<CallEffect>();
        var isVisible = before is null || IsVisible(before, after);
        if (isVisible)
        {
            effects.Add(new StoreCall());
        }

        foreach (var member in after.Members)
        {
            var was = before?.Find(member.User);
            effects.AddRange(Of(was, member, after.IsOver));
            var wasThere = was is { IsLive: true } || member.IsLive;
            if (wasThere && (isVisible || (member.Page is { } page && page != was?.Page)))
            {
                effects.Add(new TellMember(member.User));
            }
        }

        if (after.IsOver && before is { IsOver: false })
        {
            if (after.AnsweredAt is not null)
            {
                effects.Add(new EndRoom());
            }

            effects.Add(new NoteCall());
        }

        return effects;
    }

    private static IEnumerable<CallEffect> Of(CallMember? was, CallMember member, bool isOver)
    {
        var before = was?.State ?? CallState.Idle;
        if (member.State == CallState.Ringing && before != CallState.Ringing)
        {
            yield return new RingMember(member.User);
        }

        if (member.State == CallState.InCall && before != CallState.InCall)
        {
            yield return new ShowInCall(member.User, true);
        }

        if (before == CallState.InCall && member.State != CallState.InCall)
        {
            yield return new ShowInCall(member.User, false);
            if (!isOver)
            {
                yield return new LeaveRoom(member.User);
            }
        }

        if (member.State == CallState.Ended && before != CallState.Ended && CallMember.IsMissed(before, member.Reason))
        {
            yield return new TellMissed(member.User);
        }
    }

    /// <summary>Who is there, and how, changed; not only which page and whether its connection stands.</summary>
    private static bool IsVisible(Call before, Call after) =>
        before.EndedAt != after.EndedAt || before.AnsweredAt != after.AnsweredAt || before.Members.Count != after.Members.Count
        || before.Members.Zip(after.Members).Any(static pair => pair.First.State != pair.Second.State);
}

/// <summary>The history takes it down.</summary>
internal sealed record StoreCall : CallEffect;

/// <summary>A member's pages learn how things stand; with a ticket into the room for the page that has the call.</summary>
internal sealed record TellMember(Id User) : CallEffect;

/// <summary>Somebody is called who may have no page open.</summary>
internal sealed record RingMember(Id User) : CallEffect;

internal sealed record TellMissed(Id User) : CallEffect;

/// <summary>Friends see that somebody is in a call, or no longer.</summary>
internal sealed record ShowInCall(Id User, bool InCall) : CallEffect;

/// <summary>A member is put out of the media room, which goes on.</summary>
internal sealed record LeaveRoom(Id User) : CallEffect;

/// <summary>The media room ends for all.</summary>
internal sealed record EndRoom : CallEffect;

/// <summary>The conversation of who called and who was called first says how it went.</summary>
internal sealed record NoteCall : CallEffect;
