using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Chat;

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
    public Task<HubResult<CallView>> StartCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<StartCallRequest, CallView>(argument, request =>
        request is { UserId: { } callee, Video: { } video }
            ? calls.StartAsync(Caller, callee, video, Context.ConnectionId)
            : Task.FromResult<Outcome<CallView>>(Refusal.Invalid("userId: a friend; video: true or false")));

    /// <summary>Takes a call that rings, on this page.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> AnswerCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<AnswerCallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.AnswerAsync(Caller, call, request.TakeOver ?? false, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> DeclineCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.DeclineAsync(Caller, call, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> CancelCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.CancelAsync(Caller, call, Context.ConnectionId) : NoCallId);

    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> EndCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<CallRequest, CallView>(argument, request =>
        request.CallId is { } call ? calls.EndAsync(Caller, call, Context.ConnectionId) : NoCallId);

    /// <summary>Rings further friends into a call.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CallView>> InviteToCall(JsonElement argument, CallService calls) => HubInput.ReadAsync<InviteToCallRequest, CallView>(argument, request =>
        request is { CallId: { } call, UserIds: { Count: > 0 and < Call.MaxMembers } invitees }
            ? calls.InviteAsync(Caller, call, invitees, Context.ConnectionId)
            : Task.FromResult<Outcome<CallView>>(Refusal.Invalid($"callId: a call; userIds: 1 to {Call.MaxMembers - 1} friends")));

    /// <summary>What a page asks that has come back: its call, with a way into the room when the call is this page's.</summary>
    [Authorize(Policies.User)]
    public Task<HubResult<CurrentCallView>> CallState(CallService calls) => HubInput.AnswerAsync<CurrentCallView>(async () =>
        await calls.ReturnAsync(Caller, Context.ConnectionId));

    /// <summary>Writes to the others in a call: of friends, or a random one.</summary>
    public Task<HubResult<CallTextSent>> SendCallText(JsonElement argument, CallTexts texts) =>
        HubInput.ReadAsync<CallTextRequest, CallTextSent>(argument, request => texts.SendAsync(Caller, request));

    private static Task<Outcome<CallView>> NoCallId => Task.FromResult<Outcome<CallView>>(Refusal.Invalid("callId: a call"));
}
