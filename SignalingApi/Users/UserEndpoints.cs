using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>`/api/users`.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("users");
        users.MapGet("/me", static async (UserService service, ClaimsPrincipal principal) => (await service.MeAsync(Actor.Of(principal))).ToHttp());
        users.MapPut("/me", UpdateAsync);
        users.MapDelete("/me", DeleteAsync);
        users.MapGet("/me/export", ExportAsync).Produces<Dictionary<string, object>>();
        users.MapPut("/me/picture", SetPictureAsync).DescribeBody("image/*", RequestBodies.Bytes).WithMetadata(new BodyLimit(PictureService.MaxBytes));
        users.MapDelete("/me/picture", RemovePictureAsync);
        users.MapGet("/recommended", static async (PeopleService people, ClaimsPrincipal principal) =>
            ((Outcome<Page<UserCard>>)await people.RecommendedAsync(Actor.Of(principal))).ToHttp());
        users.MapGet("/search", static async (string? q, PeopleService people, ClaimsPrincipal principal) =>
            (await people.SearchAsync(Actor.Of(principal), q)).ToHttp());
        users.MapGet("/{id}", static async (Id id, PeopleService people, ClaimsPrincipal principal) =>
            (await people.FindAsync(Actor.Of(principal), id)).ToHttp());
        users.MapGet("/{id}/picture", PictureAsync).RequireAuthorization(Policies.UserOrGuest)
            .WithMetadata(new BinaryAnswer("image/png", "image/jpeg", "image/webp"));
    }

    private static async Task<HttpAnswer<Me>> UpdateAsync(
        ProfileRequest request, UserService service, PeopleService people, SessionAnswers answers, HttpContext context)
    {
        var actor = Actor.Of(context.User);
        if (!(await service.UpdateAsync(actor, request)).TryGet(out var user, out var refusal))
        {
            return ((Outcome<Me>)refusal).ToHttp();
        }

        if (user.Name != actor.Name)
        {
            answers.Renew(context, actor, user);
        }

        await people.DropRecommendedAsync(actor.User);
        return await AnswerAsync(actor, service);
    }

    private static async Task<IResult> ExportAsync(AccountDeletion accounts, HttpContext context)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"vidrn-export.json\"";
        return TypedResults.Ok(await accounts.ExportAsync(Actor.Of(context.User).User));
    }

    private static async Task<HttpAnswer<Nothing>> DeleteAsync(
        [Microsoft.AspNetCore.Mvc.FromBody] DeleteAccountRequest request, AccountService service, AccountDeletion accounts, HttpContext context)
    {
        var actor = Actor.Of(context.User);
        var confirmed = await service.ConfirmAsync(actor, request.Password, ClientInfo.Of(context));
        return (await confirmed.MapAsync(async _ =>
        {
            await accounts.DeleteAsync(actor);
            SessionCookies.Clear(context);
            return Nothing.Value;
        })).ToHttp();
    }

    private static async Task<HttpAnswer<Me>> SetPictureAsync(PictureService pictures, UserService service, HttpContext context)
    {
        var actor = Actor.Of(context.User);
        return await pictures.SetAsync(actor, context.Request.Body, context.RequestAborted) is { } refusal
            ? ((Outcome<Me>)refusal).ToHttp()
            : await AnswerAsync(actor, service);
    }

    private static async Task<HttpAnswer<Me>> RemovePictureAsync(PictureService pictures, UserService service, ClaimsPrincipal principal)
    {
        var actor = Actor.Of(principal);
        await pictures.RemoveAsync(actor.User);
        return await AnswerAsync(actor, service);
    }

    /// <summary>The new state, to who asked and to the other pages.</summary>
    private static async Task<HttpAnswer<Me>> AnswerAsync(Actor actor, UserService service) =>
        (await (await service.MeAsync(actor)).MapAsync(async me =>
        {
            await service.TellAsync(actor, me);
            return me;
        })).ToHttp();

    /// <summary>Its address changes with it, so that it may be kept; by the one browser alone, since it is for who is logged in.</summary>
    private static async Task<IResult> PictureAsync(Id id, PictureService pictures, IFriendStore friends, ApiSettings settings, HttpContext context)
    {
        var viewer = Actor.Of(context.User).Subject;
        if ((await friends.BlocksAsync(id)).Any(block => block.Subject == viewer) || await pictures.OpenAsync(id) is not var (picture, content))
        {
            return Problems.Of(Refusal.NotFound("picture"));
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "private, max-age=86400";
        headers.ContentDisposition = "inline; filename=\"picture\"";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (settings.AllowedOrigins.Count > 0)
        {
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }

        return TypedResults.Stream(content, picture.Type, entityTag: new EntityTagHeaderValue($"\"{picture.Key}\""));
    }
}
