using System.Security.Claims;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>`/api/friends` and `/api/blocks`.</summary>
internal static class FriendEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var friends = api.MapGroup("/friends").WithTags("friends").RequireAuthorization(Policies.User);
        friends.MapGet("", ListAsync);
        friends.MapDelete("/{id}", RemoveAsync);
        friends.MapGet("/requests", RequestsAsync);
        friends.MapPost("/requests", AskAsync);
        friends.MapPost("/requests/{id}/accept", AcceptAsync);
        friends.MapPost("/requests/{id}/decline", DeclineAsync);
        friends.MapPost("/requests/{id}/cancel", CancelAsync);
        var blocks = api.MapGroup("/blocks").WithTags("friends").RequireAuthorization(Policies.User);
        blocks.MapGet("", BlocksAsync);
        blocks.MapPost("", BlockAsync);
        blocks.MapDelete("/{id}", UnblockAsync);
    }

    private static async Task<HttpAnswer<Page<UserCard>>> ListAsync(ClaimsPrincipal me, FriendService friends, string? before = null, int? limit = null)
    {
        Id? from = Id.TryParse(before, null, out var id) ? id : null;
        Outcome<Page<UserCard>> outcome = before is null || from is not null ? await friends.ListAsync(Actor.Of(me).User, from, limit) : Refusal.Invalid("before: no id");
        return outcome.ToHttp();
    }

    private static async Task<HttpAnswer<Nothing>> RemoveAsync(Id id, ClaimsPrincipal me, FriendService friends) =>
        (await friends.RemoveAsync(Actor.Of(me).User, id)).ToHttp();

    private static async Task<HttpAnswer<Page<FriendRequestView>>> RequestsAsync(ClaimsPrincipal me, FriendService friends, string? direction = null)
    {
        Outcome<Page<FriendRequestView>> outcome = direction switch
        {
            "in" => await friends.RequestsAsync(Actor.Of(me).User, RequestDirection.In),
            "out" => await friends.RequestsAsync(Actor.Of(me).User, RequestDirection.Out),
            _ => Refusal.Invalid("direction: in or out"),
        };
        return outcome.ToHttp();
    }

    private static async Task<CreatedAnswer<AskedView>> AskAsync(AskRequest request, ClaimsPrincipal me, FriendService friends)
    {
        Outcome<AskedView> outcome = request.UserId is { } to ? await friends.AskAsync(Actor.Of(me).User, to) : Refusal.Invalid("userId: an account's id");
        return outcome.ToCreated();
    }

    private static async Task<HttpAnswer<FriendView>> AcceptAsync(Id id, ClaimsPrincipal me, FriendService friends) =>
        (await friends.AcceptAsync(Actor.Of(me).User, id)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> DeclineAsync(Id id, ClaimsPrincipal me, FriendService friends) =>
        (await friends.DeclineAsync(Actor.Of(me).User, id)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> CancelAsync(Id id, ClaimsPrincipal me, FriendService friends) =>
        (await friends.CancelAsync(Actor.Of(me).User, id)).ToHttp();

    private static async Task<HttpAnswer<Page<UserMini>>> BlocksAsync(ClaimsPrincipal me, BlockService blocks) =>
        new(await blocks.ListAsync(Actor.Of(me).User));

    private static async Task<HttpAnswer<Nothing>> BlockAsync(BlockRequest request, ClaimsPrincipal me, BlockService blocks) =>
        (await blocks.BlockAsync(Actor.Of(me).User, request)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> UnblockAsync(string id, ClaimsPrincipal me, BlockService blocks) =>
        (await blocks.UnblockAsync(Actor.Of(me).User, id)).ToHttp();
}
