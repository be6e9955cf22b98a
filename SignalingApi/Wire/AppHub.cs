using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
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
}
