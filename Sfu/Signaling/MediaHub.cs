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

    private static readonly object SessionKey = new();

    private MediaSession? Session
    {
        get => Context.Items.TryGetValue(SessionKey, out var session) ? (MediaSession?)session : null;
        set => Context.Items[SessionKey] = value;
    }

    public async Task<HubResult<JoinResponse>> Join(JoinRequest? request)
    {
        if (request is not { Protocol: 1 })
        {
            return new HubError("protocol-unsupported", "this server speaks protocol 1");
        }

        var moving = Session is { IsEnded: false } ? Session : null;
        if (request.Resume is { } resume && moving is null)
        {
            return await Enter(directory.Resume(resume, Context.ConnectionId), resumed: true);
        }

        var text = request.Token ?? Context.GetHttpContext()?.Request.Query["access_token"].ToString();
        if (!verifier.TryVerify(text, out var token, out var problem))
        {
            return new HubError(problem.Code, problem.Message);
        }

        if (moving is null)
        {
            return await Enter(directory.Join(token, Context.ConnectionId), resumed: false);
        }

        await pump.StopAsync(Context.ConnectionId);
        var error = directory.Move(moving, token);
        var response = directory.Describe(moving, resumed: true);
        pump.Start(Context.ConnectionId, moving);
        return error is null ? response : error;
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
        Session = null;
        return Nothing.Value;
    }

    public HubResult<Snapshot> Snapshot() => Session is not { IsEnded: false } session ? HubError.NotJoined : directory.Snapshot(session);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await pump.StopAsync(Context.ConnectionId);
        if (Session is { } session)
        {
            directory.Detach(session, Context.ConnectionId);
        }
    }

    private async Task<HubResult<JoinResponse>> Enter(HubResult<MediaSession> result, bool resumed)
    {
        if (result.Value is not { } session)
        {
            return result.Error!;
        }

        await pump.StopAsync(Context.ConnectionId);
        Session = session;
        var response = directory.Describe(session, resumed);
        pump.Start(Context.ConnectionId, session);
        return response;
    }
}
