using System.Security.Claims;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>`/api/groups`.</summary>
internal static class GroupEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/groups").WithTags("groups");
        groups.MapPost("/", CreateAsync);
        groups.MapPost("/join", JoinAsync);
        groups.MapGet("/{id}", GetAsync);
        groups.MapPatch("/{id}", ChangeAsync);
        groups.MapDelete("/{id}", DeleteAsync);
        groups.MapPost("/{id}/leave", LeaveAsync);
        groups.MapPut("/{id}/members/{userId}", SetMemberAsync);
        groups.MapDelete("/{id}/members/{userId}", RemoveMemberAsync);
        groups.MapGet("/{id}/picture", PictureAsync).WithMetadata(new BinaryAnswer("image/png", "image/jpeg", "image/webp"));
        groups.MapPut("/{id}/picture", SetPictureAsync).DescribeBody("image/*", RequestBodies.Bytes).WithMetadata(new BodyLimit(ChatLimits.MaxGroupPictureBytes + 1));
        groups.MapDelete("/{id}/picture", RemovePictureAsync);
    }

    private static async Task<CreatedAnswer<GroupView>> CreateAsync(CreateGroupRequest request, GroupService service, ClaimsPrincipal principal) =>
        (await service.CreateAsync(Actor.Of(principal), request)).ToCreated();

    private static async Task<HttpAnswer<GroupView>> JoinAsync(JoinGroupRequest request, GroupService service, ClaimsPrincipal principal) =>
        (await service.JoinAsync(Actor.Of(principal), request)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> GetAsync(Id id, GroupService service, ClaimsPrincipal principal) =>
        (await service.GetAsync(Actor.Of(principal), id)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> ChangeAsync(Id id, ChangeGroupRequest request, GroupService service, ClaimsPrincipal principal) =>
        (await service.ChangeAsync(Actor.Of(principal), id, request)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> DeleteAsync(Id id, GroupService service, ClaimsPrincipal principal) =>
        (await service.DeleteAsync(Actor.Of(principal), id)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> LeaveAsync(Id id, GroupService service, ClaimsPrincipal principal) =>
        (await service.LeaveAsync(Actor.Of(principal), id)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> SetMemberAsync(Id id, Id userId, SetMemberRequest request, GroupService service, ClaimsPrincipal principal) =>
        (await service.SetMemberAsync(Actor.Of(principal), id, userId, request)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> RemoveMemberAsync(Id id, Id userId, GroupService service, ClaimsPrincipal principal) =>
        (await service.RemoveAsync(Actor.Of(principal), id, userId)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> SetPictureAsync(Id id, GroupPictures pictures, HttpContext context) =>
        (await pictures.SetAsync(Actor.Of(context.User), id, context.Request.Body, context.RequestAborted)).ToHttp();

    private static async Task<HttpAnswer<GroupView>> RemovePictureAsync(Id id, GroupPictures pictures, ClaimsPrincipal principal) =>
        (await pictures.RemoveAsync(Actor.Of(principal), id)).ToHttp();

    private static async Task<IResult> PictureAsync(Id id, GroupPictures pictures, HttpContext context)
    {
        if (!(await pictures.OpenAsync(Actor.Of(context.User), id)).TryGet(out var picture, out var refusal))
        {
            return Problems.Of(refusal);
        }

        // Its address changes with it.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(picture.Content, picture.Type);
    }
}
