using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// The media protocol of docs/protocol.md section 1.2. Thin: checks the shape of what came, calls the directory, answers. A call
/// waits for the one before it, so a client's order is kept.
/// </summary>
internal sealed class MediaHub(SessionDirectory directory, RoomTokenVerifier verifier, EventPump pump) : Hub
{
    private const int MaxMetadataBytes = RoomToken.MaxMetadataBytes;
    private const int MaxTiles = 100;
    private const int MaxTileSide = 16_384;

    private static readonly object PlaceKey = new();

    /// <summary>The session that this connection speaks for; null before Join, and after the session was resumed elsewhere.</summary>
    private MediaSession? Session => Held.Session is { } session && session.IsBoundTo(Context.ConnectionId) ? session : null;

    private Place Held => (Place)Context.Items[PlaceKey]!;

    /// <summary>What a connection holds between its calls.</summary>
    private sealed class Place
    {
        private volatile MediaSession? session;

        public MediaSession? Session
        {
            get => session;
            set => session = value;
        }
    }

    public async Task<HubResult<JoinResponse>> Join(JoinRequest? request)
    {
        if (request is not { Protocol: 1 })
        {
            return new HubError("protocol-unsupported", "this server speaks protocol 1");
        }

        var moving = Session is { IsEnded: false } session ? session : null;
        if (request.Resume is { } resume)
        {
            return moving is null
                ? await EnterAsync(directory.Resume(resume, Context.ConnectionId))
                : HubError.Argument("resume: this connection has a session");
        }

        var text = request.Token ?? (Context.GetHttpContext() is { } http ? HubGate.TokenOf(http.Request) : null);
        if (!verifier.TryVerify(text, out var token, out var problem))
        {
            return new HubError(problem.Code, problem.Message);
        }

        return await EnterAsync(moving is null ? directory.Join(token, Context.ConnectionId) : directory.Move(moving, token));
    }

    public HubResult<NegotiateResponse> Negotiate(NegotiateRequest? request) =>
        Session is not { } session ? HubError.NotJoined : request is null ? HubError.Argument("an offer is required") : directory.Negotiate(session, request);

    public HubResult<SetViewResponse> SetView(SetViewRequest? request)
    {
        if (Session is not { } session)
        {
            return HubError.NotJoined;
        }

        if (request?.Videos is not { Count: <= MaxTiles })
        {
            return HubError.Argument($"videos: required, at most {MaxTiles}");
        }

        var tiles = new List<TileRequest>(request.Videos.Count);
        foreach (var video in request.Videos)
        {
            if (video is null || !(video.ParticipantId == TileRequest.AnySpeaker || RoomToken.IsId(video.ParticipantId))
                || video.Width is < 0 or > MaxTileSide || video.Height is < 0 or > MaxTileSide || video.Source is not (null or "camera" or "screen")
                || video.Slot is { Length: > 16 })
            {
                return HubError.Argument("videos: each needs a participantId or *, a source of camera or screen, and a size of 0 to 16384");
            }

            tiles.Add(new TileRequest(video.ParticipantId!, video.Source == "screen" ? TrackSource.Screen : TrackSource.Camera, video.Width, video.Height, video.Slot));
        }

        return directory.SetView(session, request.Revision, new ViewRequest(tiles, request.Paused, request.Audio));
    }

    public HubResult<Nothing> SetMuted(SetMutedRequest? request) =>
        Session is not { } session ? HubError.NotJoined
        : !Wire.TryParseSource(request?.Source, out var source) ? HubError.Argument("source: camera, microphone, screen or screen_audio")
        : directory.SetMuted(session, source, request!.Muted);

    public HubResult<Nothing> SetMetadata(SetMetadataRequest? request) =>
        Session is not { } session ? HubError.NotJoined
        : request?.Metadata is not { } metadata || System.Text.Encoding.UTF8.GetByteCount(metadata) > MaxMetadataBytes
            ? HubError.Argument($"metadata: text of at most {MaxMetadataBytes} bytes")
            : directory.SetMetadata(session, metadata);

    public HubResult<Nothing> Leave()
    {
        if (Session is not { } session)
        {
            return HubError.NotJoined;
        }

        directory.End(session, "left", "left", "you left");
        return Nothing.Value;
    }

    public HubResult<Snapshot> Snapshot() => Session is not { } session ? HubError.NotJoined : directory.Snapshot(session);

    public override Task OnConnectedAsync()
    {
        Context.Items[PlaceKey] = new Place();
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception) => ReleaseAsync();

    private async Task<HubResult<JoinResponse>> EnterAsync(HubResult<JoinedSession> result)
    {
        if (result.Value is not { } joined)
        {
            return result.Error!;
        }

        await pump.StopAsync(Context.ConnectionId);
        Held.Session = joined.Session;
        pump.Start(Context.ConnectionId, joined.Events);
        if (Context.ConnectionAborted.IsCancellationRequested)
        {
            // The WebSocket broke meanwhile, and the call that tells so may have found nothing to let go.
            await ReleaseAsync();
        }

        return joined.Response;
    }

    private async Task ReleaseAsync()
    {
        await pump.StopAsync(Context.ConnectionId);
        if (Held.Session is { } session)
        {
            directory.Detach(session, Context.ConnectionId);
        }
    }
}
