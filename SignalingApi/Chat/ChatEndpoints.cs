using System.Security.Claims;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>`/api/conversations`.</summary>
internal static class ChatEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var chat = api.MapGroup("/conversations").WithTags("chat");
        chat.MapGet("/", ListAsync);
        chat.MapPost("/", OpenAsync);
        chat.MapGet("/{id}", GetAsync);
        chat.MapGet("/{id}/messages", PageAsync);
        chat.MapGet("/{id}/search", SearchAsync);
        chat.MapPost("/{id}/clear", ClearAsync);
    }

    private static async Task<HttpAnswer<Page<ConversationView>>> ListAsync(ConversationService service, ClaimsPrincipal principal, string? before, int? limit) =>
        (await service.ListAsync(Actor.Of(principal), before, limit)).ToHttp();

    private static async Task<HttpAnswer<ConversationView>> OpenAsync(OpenConversationRequest request, ConversationService service, ClaimsPrincipal principal) =>
        (await service.OpenAsync(Actor.Of(principal), request)).ToHttp();

    private static async Task<HttpAnswer<ConversationView>> GetAsync(Id id, ConversationService service, ClaimsPrincipal principal) =>
        (await service.GetAsync(Actor.Of(principal), id)).ToHttp();

    private static async Task<HttpAnswer<MessagePage>> PageAsync(
        Id id, HistoryService service, ClaimsPrincipal principal, long? after, long? before, long? changedAfter, int? limit) =>
        (await service.PageAsync(Actor.Of(principal), id, new MessageQuery(after, before, changedAfter, limit))).ToHttp();

    private static async Task<HttpAnswer<Page<MessageView>>> SearchAsync(Id id, HistoryService service, ClaimsPrincipal principal, string? q, long? before, int? limit) =>
        (await service.SearchAsync(Actor.Of(principal), id, q, before, limit)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> ClearAsync(Id id, ConversationService service, ClaimsPrincipal principal) =>
        (await service.ClearAsync(Actor.Of(principal), id)).ToHttp();
}
