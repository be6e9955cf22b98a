using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>`/api/push`.</summary>
internal static class PushEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var push = api.MapGroup("/push").WithTags("notifications").RequireAuthorization(Policies.User);
        push.MapGet("/key", static (PushService service) => new HttpAnswer<PushKeyView>(service.Key));
        push.MapPost("/subscriptions", SubscribeAsync);
        push.MapDelete("/subscriptions", UnsubscribeAsync);
    }

    private static async Task<HttpAnswer<Nothing>> SubscribeAsync(SubscribeRequest request, ClaimsPrincipal me, PushService push) =>
        (await push.SubscribeAsync(Actor.Of(me).User, request)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> UnsubscribeAsync([FromBody] UnsubscribeRequest request, ClaimsPrincipal me, PushService push) =>
        (await push.UnsubscribeAsync(Actor.Of(me).User, request)).ToHttp();
}
