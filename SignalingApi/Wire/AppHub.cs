using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Meetings;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// What a page does live (docs/protocol.md section 2.2). Thin: a method checks who may call it, calls one service and answers. Each
/// method answers a <see cref="HubResult{T}"/>.
/// </summary>
[Authorize(Policies.UserOrGuest)]
internal sealed class AppHub : Hub<IAppClient>
{
    public const string Path = "/hubs/app";

    private Actor Caller => Actor.Of(Context.User!);

    /// <summary>Who this connection is.</summary>
    public HubResult<HubWelcome> Hello() => new HubWelcome(Caller.Subject, Caller.Name, Caller.IsGuest);

    /// <summary>Waits in a meeting's lobby, or waits no more.</summary>
    public Task<HubResult<Nothing>> Knock(JsonElement argument, LobbyPages lobbies) =>
        HubRequest.RunAsync<KnockRequest, Nothing>(argument, request => lobbies.KnockAsync(Caller, request, Context.ConnectionId));

    public Task<HubResult<Nothing>> Admit(JsonElement argument, MeetingDoor door) =>
        HubRequest.RunAsync<LobbyRequest, Nothing>(argument, request => door.AdmitAsync(Caller, request));

    public Task<HubResult<Nothing>> Deny(JsonElement argument, MeetingDoor door) =>
        HubRequest.RunAsync<LobbyRequest, Nothing>(argument, request => door.DenyAsync(Caller, request));

    public Task<HubResult<Nothing>> Moderate(JsonElement argument, MeetingModeration moderation) =>
        HubRequest.RunAsync<ModerateRequest, Nothing>(argument, request => moderation.ModerateAsync(Caller, request));

    public Task<HubResult<Nothing>> Unmute(JsonElement argument, MeetingModeration moderation) =>
        HubRequest.RunAsync<UnmuteRequest, Nothing>(argument, request => moderation.UnmuteAsync(Caller, request));

    public Task<HubResult<Nothing>> RaiseHand(JsonElement argument, MeetingTalk talk) =>
        HubRequest.RunAsync<RaiseHandRequest, Nothing>(argument, request => talk.RaiseHandAsync(Caller, request));

    public Task<HubResult<Nothing>> SendReaction(JsonElement argument, MeetingTalk talk) =>
        HubRequest.RunAsync<ReactionRequest, Nothing>(argument, request => talk.ReactAsync(Caller, request));

    public Task<HubResult<MeetingMessageView>> SendMeetingMessage(JsonElement argument, MeetingTalk talk) =>
        HubRequest.RunAsync<SendMeetingMessageRequest, MeetingMessageView>(argument, request => talk.SendAsync(Caller, request));

    public Task<HubResult<MeetingSnapshot>> GetMeeting(JsonElement argument, MeetingTalk talk) =>
        HubRequest.RunAsync<GetMeetingRequest, MeetingSnapshot>(argument, request => talk.SnapshotAsync(Caller, request.Code, Caller.Subject));

    [Authorize(Policies.User)]
    public Task<HubResult<MessageView>> SendMessage(JsonElement argument, ChatService chat) =>
        HubRequest.RunAsync<SendMessageRequest, MessageView>(argument, request => chat.SendAsync(Caller, request));

    [Authorize(Policies.User)]
    public Task<HubResult<MessageView>> EditMessage(JsonElement argument, ChatService chat) =>
        HubRequest.RunAsync<EditMessageRequest, MessageView>(argument, request => chat.EditAsync(Caller, request));

    [Authorize(Policies.User)]
    public Task<HubResult<MessageView>> DeleteMessage(JsonElement argument, ChatService chat) =>
        HubRequest.RunAsync<DeleteMessageRequest, MessageView>(argument, request => chat.DeleteAsync(Caller, request));

    [Authorize(Policies.User)]
    public Task<HubResult<MessageView>> React(JsonElement argument, ChatService chat) =>
        HubRequest.RunAsync<ReactRequest, MessageView>(argument, request => chat.ReactAsync(Caller, request));

    [Authorize(Policies.User)]
    public Task<HubResult<Nothing>> Typing(JsonElement argument, ConversationService conversations) =>
        HubRequest.RunAsync<TypingRequest, Nothing>(argument, request => conversations.TypeAsync(Caller, request));

    [Authorize(Policies.User)]
    public Task<HubResult<Nothing>> MarkDelivered(JsonElement argument, ConversationService conversations) =>
        HubRequest.RunAsync<MarkRequest, Nothing>(argument, request => conversations.MarkAsync(Caller, request, read: false));

    [Authorize(Policies.User)]
    public Task<HubResult<Nothing>> MarkRead(JsonElement argument, ConversationService conversations) =>
        HubRequest.RunAsync<MarkRequest, Nothing>(argument, request => conversations.MarkAsync(Caller, request, read: true));

    /// <summary>Calls a friend.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> StartCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<StartCallRequest, CallView>(argument, request =>
        request is { UserId: { } callee, Video: { } video }
            ? calls.StartAsync(Caller, callee, video, Context.ConnectionId)
            : Task.FromResult<Outcome<CallView>>(Refusal.Invalid("userId: a friend; video: true or false")));

    /// <summary>Takes a call that rings, on this page.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> AnswerCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<AnswerCallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.AnswerAsync(Caller, call, request.TakeOver ?? false, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> DeclineCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.DeclineAsync(Caller, call, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> CancelCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.CancelAsync(Caller, call, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> EndCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.EndAsync(Caller, call, Context.ConnectionId) : NoCallId);

    /// <summary>Rings further friends into a call.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> InviteToCall(JsonElement argument, CallService calls) => HubRequest.RunAsync<InviteToCallRequest, CallView>(argument, request =>
        request is { CallId: { } call, UserIds: { Count: > 0 and < Call.MaxMembers } invitees }
            ? calls.InviteAsync(Caller, call, invitees, Context.ConnectionId)
            : Task.FromResult<Outcome<CallView>>(Refusal.Invalid($"callId: a call; userIds: 1 to {Call.MaxMembers - 1} friends")));

    /// <summary>What a page asks that has come back: its call, with a way into the room when the call is this page's.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CurrentCallView>> CallState(CallService calls) => HubRequest.RunAsync<CurrentCallView>(async () =>
        await calls.ReturnAsync(Caller, Context.ConnectionId));

    /// <summary>Writes to the others in a call: of friends, or a random one.</summary>
    public Task<HubResult<CallTextSent>> SendCallText(JsonElement argument, CallTexts texts) =>
        HubRequest.RunAsync<CallTextRequest, CallTextSent>(argument, request => texts.SendAsync(Caller, request));

    /// <summary>Looks for somebody to talk to.</summary>
    public Task<HubResult<QueueView>> JoinQueue(JsonElement argument, RandomCallService calls) =>
        HubRequest.RunAsync<JoinQueueRequest, QueueView>(argument, request => calls.JoinAsync(Caller, ThisPage, request));

    /// <summary>Goes on to somebody else; so does the partner.</summary>
    public Task<HubResult<QueueView>> Next(RandomCallService calls) => HubRequest.RunAsync(() => calls.NextAsync(Caller, ThisPage));

    /// <summary>Leaves the queue, or the random call and the queue.</summary>
    public Task<HubResult<Nothing>> Leave(RandomCallService calls) => HubRequest.RunAsync(() => calls.LeaveAsync(Caller, ThisPage));

    /// <summary>What a page asks that has come back: where it is with its random calls.</summary>
    public Task<HubResult<QueueView>> QueueState(RandomCallService calls) => HubRequest.RunAsync(() => calls.StateAsync(Caller, ThisPage));

    private QueuePage ThisPage => new(Context.ConnectionId, RequestOrigin.NetworkOf(Context.GetHttpContext()?.Connection.RemoteIpAddress));

    private static Task<Outcome<CallView>> NoCallId => Task.FromResult<Outcome<CallView>>(Refusal.Invalid("callId: a call"));
}
