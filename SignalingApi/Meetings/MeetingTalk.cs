using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>What people in a meeting say without speaking: chat, hands, reactions.</summary>
internal sealed class MeetingTalk(
    IMeetingStore store, MeetingLookUp lookUp, MeetingViews views, MeetingEvents events, IRoomControl rooms, IdSource ids, TimeProvider clock)
{
    private const int MaxEmojiLength = 16;

    private readonly RateBuckets messages = new(clock, burst: 10, perSecond: 1);
    private readonly RateBuckets reactions = new(clock, burst: 5, perSecond: 2);
    private readonly RateBuckets hands = new(clock, burst: 5, perSecond: 1);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<Outcome<MeetingMessageView>> SendAsync(Actor actor, SendMeetingMessageRequest request)
    {
        if (!RoomToken.IsId(request.ClientMessageId) || TextRules.Block(request.Text, 1, MeetingRules.MaxMessage) is not { } text)
        {
            return Refusal.Invalid($"clientMessageId: 1 to 64 of A-Z a-z 0-9 _ -; text: 1 to {MeetingRules.MaxMessage} characters");
        }

        if (!(await FindPresentAsync(actor, request.Code)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (messages.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        var written = new MeetingMessage
        {
            Id = ids.Next(), MeetingId = meeting.Id, Subject = actor.Subject, UserId = actor.UserId, Name = actor.Name,
            ClientMessageId = request.ClientMessageId!, Text = text, At = Now,
        };
        if (await store.AddMessageAsync(written, MeetingRules.MaxMessages) is not { } stored)
        {
            return Refusal.Conflict($"A meeting's chat holds {MeetingRules.MaxMessages} messages.");
        }

        var view = MeetingMessageView.Of(stored);
        if (stored.Id == written.Id)
        {
            await events.ToPresentAsync(meeting.Id, new MeetingEvent.Message(meeting.Code, view));
        }

        return view;
    }

    public async Task<Outcome<Nothing>> RaiseHandAsync(Actor actor, RaiseHandRequest request)
    {
        if (request.Raised is not { } raised)
        {
            return Refusal.Invalid("raised: true or false");
        }

        if (!(await FindPresentAsync(actor, request.Code)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (hands.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        await store.ChangeMemberAsync(meeting.Id, actor.Subject, member => member with { HandAt = raised ? member.HandAt ?? Now : null });
        events.LiveChanged(meeting.Id);
        return Nothing.Value;
    }

    /// <summary>Shown for a moment, and not kept.</summary>
    public async Task<Outcome<Nothing>> ReactAsync(Actor actor, ReactionRequest request)
    {
        if (TextRules.Line(request.Emoji, 1, MaxEmojiLength) is not { } emoji || emoji.Any(char.IsAsciiLetterOrDigit))
        {
            return Refusal.Invalid($"emoji: 1 to {MaxEmojiLength} characters, without letters");
        }

        if (!(await FindPresentAsync(actor, request.Code)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (reactions.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        await events.ToPresentAsync(meeting.Id, new MeetingEvent.Reaction(meeting.Code, actor.Subject, emoji));
        return Nothing.Value;
    }

    /// <summary>What was written, newest first, for those who are or were in.</summary>
    public async Task<Outcome<Page<MeetingMessageView>>> HistoryAsync(Actor actor, string code, string asker, Id? before, int? limit)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!meeting.IsHost(actor.Subject) && await store.FindMemberAsync(meeting.Id, actor.Subject) is not { MayRead: true })
        {
            return MeetingRules.NotIn;
        }

        var size = Page<MeetingMessageView>.Size(limit);
        var page = await store.ListMessagesAsync(meeting.Id, before, size);
        return new Page<MeetingMessageView>([.. page.Select(MeetingMessageView.Of)], page.Count == size ? page[^1].Id.ToString() : null);
    }

    /// <summary>Everything as it is now: for a page that has just connected, or came back.</summary>
    public async Task<Outcome<MeetingSnapshot>> SnapshotAsync(Actor actor, string? code, string asker)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        var member = await store.FindMemberAsync(meeting.Id, actor.Subject);
        var role = MeetingViews.RoleOf(meeting, actor.Subject, member);
        return role == MeetingRole.None
            ? MeetingRules.NotIn
            : new MeetingSnapshot(
                await views.ViewAsync(meeting, actor),
                await views.LiveAsync(meeting, await store.ListPresentAsync(meeting.Id), MeetingViews.IsHostly(role)));
    }

    private async Task<Outcome<Meeting>> FindPresentAsync(Actor actor, string? code)
    {
        if (!(await lookUp.FindAsync(code, actor.Subject)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        return meeting.IsOver ? MeetingRules.Over
            : await store.FindMemberAsync(meeting.Id, actor.Subject) is { IsPresent: true } || await IsInRoomAsync(meeting, actor) ? meeting
            : MeetingRules.NotIn;
    }

    /// <summary>Who has just come in may be quicker than the event that says so.</summary>
    private async Task<bool> IsInRoomAsync(Meeting meeting, Actor actor) =>
        await rooms.GetRoomAsync(meeting.Room) is { } room && room.Members.Any(member => member.ParticipantId == actor.Subject);
}
