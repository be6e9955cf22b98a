using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep) as docs/protocol.md section 1.9 has them. Thin: checks the request, asks the sessions, answers.</summary>
internal sealed class WhipEndpoints(WhipSessions sessions, RoomTokenVerifier verifier, HubGate gate)
{
    private const string SdpType = "application/sdp";
    private const string EndpointMethods = "POST, OPTIONS";
    private const string SessionMethods = "PATCH, DELETE, OPTIONS";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (purpose, path) in new[] { (WhipPurpose.Publish, "/whip"), (WhipPurpose.Watch, "/whep") })
        {
            routes.Map(path + "/{room}", context => HandleAsync(context, EndpointMethods, purpose, PostAsync));
            routes.Map(path + "/{room}/{session}", context => HandleAsync(context, SessionMethods, purpose, SteerAsync));
        }
    }

    /// <summary>What is the same for every method: origins, preflights, and the methods that are none of ours.</summary>
    private async Task HandleAsync(HttpContext context, string methods, WhipPurpose purpose, Func<HttpContext, WhipPurpose, Task<WhipRefusal?>> handle)
    {
        context.Response.Headers.CacheControl = "no-store";
        var refusal = WhipCors.Apply(context, gate, methods);
        if (refusal is null && HttpMethods.IsOptions(context.Request.Method))
        {
            WriteOptions(context.Response, methods);
            return;
        }

        if (refusal is null && !methods.Split(", ").Contains(context.Request.Method, StringComparer.Ordinal))
        {
            context.Response.Headers.Allow = methods;
            refusal = new WhipRefusal(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", $"This URL takes {methods}.");
        }

        refusal ??= await handle(context, purpose);
        if (refusal is not null)
        {
            await refusal.WriteAsync(context);
        }
    }

    private static void WriteOptions(HttpResponse response, string methods)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = methods;
        response.Headers[methods == EndpointMethods ? "Accept-Post" : "Accept-Patch"] = methods == EndpointMethods ? SdpType : IceFragment.MediaType;
    }

    private async Task<WhipRefusal?> PostAsync(HttpContext context, WhipPurpose purpose)
    {
        if (!gate.TryTakeJoin(context))
        {
            return WhipRefusal.Of("rate-limited", "too many joins from this address");
        }

        var bearer = WhipRequest.Bearer(context.Request);
        if (bearer is null)
        {
            return WhipRefusal.NoBearer;
        }

        if (!verifier.TryVerify(bearer, out var token, out var problem))
        {
            return WhipRefusal.Of(problem);
        }

        if (token.Room != context.Request.RouteValues["room"] as string)
        {
            return WhipRefusal.OtherRoom;
        }

        if (WhipRequest.CheckTypes(context.Request, SdpType) is { } wrongType)
        {
            return wrongType;
        }

        var sdp = await WhipRequest.ReadBodyAsync(context.Request, SdpLimits.Default.MaxBytes, context.RequestAborted);
        if (sdp is null)
        {
            return WhipRefusal.Of(SdpProblem.TooLarge, $"An offer has at most {SdpLimits.Default.MaxBytes} bytes.");
        }

        var refusal = purpose == WhipPurpose.Publish ? TryPublish(token, bearer, sdp, out var answer) : TryWatch(context, token, bearer, sdp, out answer);
        return refusal ?? await WriteAnswerAsync(context, purpose, token.Room, answer!);
    }

    private WhipRefusal? TryPublish(RoomToken token, string bearer, string sdp, out WhipAnswer? answer)
    {
        answer = null;
        return WhipOffer.TryReadPublish(sdp, out var offer) ?? sessions.TryPublish(token, bearer, offer!, out answer);
    }

    private WhipRefusal? TryWatch(HttpContext context, RoomToken token, string bearer, string sdp, out WhipAnswer? answer)
    {
        answer = null;
        var participant = context.Request.Query["participant"].ToString() is { Length: > 0 } named and not "*" ? named : null;
        if (participant is not null && !RoomToken.IsId(participant))
        {
            return WhipRefusal.Of("argument-invalid", "participant: an id, or * for the active speaker");
        }

        return WhipOffer.TryReadWatch(sdp, participant, out var offer) ?? sessions.TryWatch(token, bearer, offer!, offer!.ToView(participant), out answer);
    }

    private static async Task<WhipRefusal?> WriteAnswerAsync(HttpContext context, WhipPurpose purpose, string room, WhipAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = SdpType;
        response.Headers.Location = $"{context.Request.PathBase}/{(purpose == WhipPurpose.Publish ? "whip" : "whep")}/{room}/{answer.SessionId}";
        response.Headers.ETag = answer.EntityTag;
        response.Headers["Accept-Patch"] = IceFragment.MediaType;
        await response.WriteAsync(answer.Sdp, context.RequestAborted);
        return null;
    }

    /// <summary>PATCH and DELETE.</summary>
    private async Task<WhipRefusal?> SteerAsync(HttpContext context, WhipPurpose purpose)
    {
        if (Authorize(context, purpose, out var session) is { } refused)
        {
            return refused;
        }

        if (HttpMethods.IsPatch(context.Request.Method))
        {
            return await PatchAsync(context, session!);
        }

        sessions.End(session!);
        return null;
    }

    /// <summary>The token that opened the session, even if it has expired since, or another one of the same holder.</summary>
    private WhipRefusal? Authorize(HttpContext context, WhipPurpose purpose, out WhipSession? session)
    {
        var values = context.Request.RouteValues;
        session = sessions.Find(purpose, (string)values["room"]!, (string)values["session"]!);
        if (WhipRequest.Bearer(context.Request) is not { } bearer)
        {
            return WhipRefusal.NoBearer;
        }

        if (session?.WasOpenedBy(bearer) is true)
        {
            return null;
        }

        return !verifier.TryVerify(bearer, out var token, out var problem) ? WhipRefusal.Of(problem)
            : session is null ? WhipRefusal.NoSession
            : token.Room == session.Room && token.ParticipantId == session.Holder ? null
            : WhipRefusal.OtherHolder;
    }

    private async Task<WhipRefusal?> PatchAsync(HttpContext context, WhipSession session)
    {
        if (!gate.TryTakeJoin(context))
        {
            return WhipRefusal.Of("rate-limited", "too many requests from this address");
        }

        if (WhipRequest.CheckTypes(context.Request, IceFragment.MediaType) is { } wrongType)
        {
            context.Response.Headers["Accept-Patch"] = IceFragment.MediaType;
            return wrongType;
        }

        var tags = context.Request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0)
        {
            return new WhipRefusal(StatusCodes.Status428PreconditionRequired, "precondition-required", "If-Match must hold the session's entity tag, or * to restart ICE.");
        }

        var text = await WhipRequest.ReadBodyAsync(context.Request, IceFragment.MaxBytes, context.RequestAborted);
        if (text is null)
        {
            return WhipRefusal.Of(SdpProblem.TooLarge, $"A fragment has at most {IceFragment.MaxBytes} bytes.");
        }

        if (!IceFragment.TryParse(text, out var remote))
        {
            return WhipRefusal.Of(SdpProblem.Invalid, "The body is no fragment of SDP with one pair of ICE credentials.");
        }

        var refusal = sessions.TryPatch(session, Matches, remote, out var restart);
        if (refusal is null && restart is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (restart is not null)
        {
            context.Response.ContentType = IceFragment.MediaType;
            context.Response.Headers.ETag = restart.EntityTag;
            await context.Response.WriteAsync(restart.Fragment, context.RequestAborted);
        }

        return refusal;

        bool Matches(string entityTag) => tags.Any(t => !t.IsWeak && (t.Tag == "*" || t.Tag == entityTag));
    }
}

/// <summary>Puts WHIP and WHEP beside the hub.</summary>
internal static class WhipRegistration
{
    public static IServiceCollection AddWhip(this IServiceCollection services) => services.AddSingleton<WhipSessions>().AddSingleton<WhipEndpoints>();

    public static void MapWhip(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.ServiceProvider.GetRequiredService<WhipSessions>();
        routes.ServiceProvider.GetRequiredService<MetricsRegistry>().Add(text => text.Gauge("vidrn_whip_sessions", "WHIP and WHEP sessions.", sessions.Count));
        routes.ServiceProvider.GetRequiredService<WhipEndpoints>().Map(routes);
    }
}
