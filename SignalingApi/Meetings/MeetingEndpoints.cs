using System.Security.Claims;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>`/api/meetings`.</summary>
internal static class MeetingEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var meetings = api.MapGroup("/meetings").WithTags("meetings");
        meetings.MapPost("/", CreateAsync).RequireAuthorization(Policies.User);
        meetings.MapGet("/", ListAsync).RequireAuthorization(Policies.User);
        meetings.MapGet("/{code}", GetAsync).AllowAnonymous();
        meetings.MapPatch("/{code}", ChangeAsync).RequireAuthorization(Policies.User);
        meetings.MapDelete("/{code}", DeleteAsync).RequireAuthorization(Policies.User);
        meetings.MapPost("/{code}/cancel", CancelAsync).RequireAuthorization(Policies.User);
        meetings.MapPost("/{code}/invite", InviteAsync).RequireAuthorization(Policies.User);
        meetings.MapPost("/{code}/join", JoinAsync).RequireAuthorization(Policies.UserOrGuest);
        meetings.MapGet("/{code}/live", LiveAsync).RequireAuthorization(Policies.UserOrGuest);
        meetings.MapGet("/{code}/messages", MessagesAsync).RequireAuthorization(Policies.UserOrGuest);
        meetings.MapGet("/{code}/participants", ParticipantsAsync).RequireAuthorization(Policies.UserOrGuest);
    }

    private static async Task<CreatedAnswer<MeetingView>> CreateAsync(CreateMeetingRequest request, MeetingService meetings, ClaimsPrincipal principal) =>
        (await meetings.CreateAsync(Actor.Of(principal), request)).ToCreated();

    private static async Task<HttpAnswer<Page<MeetingView>>> ListAsync(MeetingService meetings, ClaimsPrincipal principal, string? state, Id? before, int? limit) =>
        (await meetings.ListAsync(Actor.Of(principal), state, before, limit)).ToHttp();

    private static async Task<HttpAnswer<MeetingView>> GetAsync(string code, MeetingService meetings, HttpContext context) =>
        (await meetings.GetAsync(Actor.Find(context.User), code, Asker(context))).ToHttp();

    private static async Task<HttpAnswer<MeetingView>> ChangeAsync(string code, ChangeMeetingRequest request, MeetingService meetings, HttpContext context) =>
        (await meetings.ChangeAsync(Actor.Of(context.User), code, Asker(context), request)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> DeleteAsync(string code, MeetingService meetings, HttpContext context) =>
        (await meetings.DeleteAsync(Actor.Of(context.User), code, Asker(context))).ToHttp();

    private static async Task<HttpAnswer<MeetingView>> CancelAsync(string code, MeetingService meetings, HttpContext context) =>
        (await meetings.CancelAsync(Actor.Of(context.User), code, Asker(context))).ToHttp();

    private static async Task<HttpAnswer<Nothing>> InviteAsync(string code, InviteRequest request, MeetingSummons summons, HttpContext context) =>
        (await summons.InviteAsync(Actor.Of(context.User), code, Asker(context), request)).ToHttp();

    private static async Task<HttpAnswer<MeetingEntry>> JoinAsync(string code, MeetingDoor door, HttpContext context) =>
        (await door.JoinAsync(Actor.Of(context.User), code, Asker(context))).ToHttp();

    private static async Task<HttpAnswer<MeetingSnapshot>> LiveAsync(string code, MeetingTalk talk, HttpContext context) =>
        (await talk.SnapshotAsync(Actor.Of(context.User), code, Asker(context))).ToHttp();

    private static async Task<HttpAnswer<Page<MeetingMessageView>>> MessagesAsync(string code, MeetingTalk talk, HttpContext context, Id? before, int? limit) =>
        (await talk.HistoryAsync(Actor.Of(context.User), code, Asker(context), before, limit)).ToHttp();

    private static async Task<HttpAnswer<Page<MeetingStayView>>> ParticipantsAsync(string code, MeetingService meetings, HttpContext context, Id? after, int? limit) =>
        (await meetings.StaysAsync(Actor.Of(context.User), code, Asker(context), after, limit)).ToHttp();

    private static string Asker(HttpContext context) => RequestOrigin.NetworkOf(context.Connection.RemoteIpAddress);
}
