using System.Security.Claims;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>`/api/calls`.</summary>
internal static class CallEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/calls").WithTags("calls").RequireAuthorization(Policies.User);
        group.MapGet("", static (Id? before, int? limit, CallService calls, ClaimsPrincipal principal) => calls.HistoryAsync(Actor.Of(principal), before, limit));
        group.MapGet("/current", static (CallService calls, ClaimsPrincipal principal) => calls.CurrentAsync(Actor.Of(principal)));
    }
}
