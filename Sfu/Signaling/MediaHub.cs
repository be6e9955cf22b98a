using System.Text;
using System.Text.Json;
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
internal sealed class MediaHub(SessionDirectory directory, SessionRequests requests, RoomTokenVerifier verifier, EventPump pump,
    HubConnections connections) : Hub
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

    public async Task<HubResult<JoinResponse>> Join(JsonElement argument)
    {
        if (!HubArgument.TryRead<JoinRequest>(argument, out var request, out var error))
        {
            return error;
        }

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

    public HubResult<NegotiateResponse> Negotiate(JsonElement argument) =>
        Session is not { } session ? HubError.NotJoined
        : !HubArgument.TryRead<NegotiateRequest>(argument, out var request, out var error) ? error
        : requests.Negotiate(session, request);

    public HubResult<SetViewResponse> SetView(JsonElement argument)
    {
        if (Session is not { } session)
        {
            return HubError.NotJoined;
        }

        if (!HubArgument.TryRead<SetViewRequest>(argument, out var request, out var error))
        {
            return error;
        }

        if (request is not { Revision: >= 0 and { } revision, Videos: { Count: <= MaxTiles } videos })
        {
            return HubError.Argument($"revision: a whole number from 0; videos: at most {MaxTiles}");
        }

        var tiles = new List<TileRequest>(videos.Count);
        foreach (var video in videos)
        {
            if (!TryRead(video, out var tile))
            {
                return HubError.Argument("videos: each needs a participantId or *, a source of camera or screen, and a width and height of 0 to 16384");
            }

            tiles.Add(tile);
        }

        return requests.SetView(session, revision, new ViewRequest(tiles, request.Paused, request.Audio));
    }

    public HubResult<Nothing> SetMuted(JsonElement argument) =>
        Session is not { } session ? HubError.NotJoined
        : !HubArgument.TryRead<SetMutedRequest>(argument, out var request, out var error) ? error
        : request.Muted is not { } muted || !Wire.TryParseSource(request.Source, out var source)
            ? HubError.Argument("source: camera, microphone, screen or screen_audio; muted: true or false")
            : requests.SetMuted(session, source, muted);

    public HubResult<Nothing> SetMetadata(JsonElement argument) =>
        Session is not { } session ? HubError.NotJoined
        : !HubArgument.TryRead<SetMetadataRequest>(argument, out var request, out var error) ? error
        : request.Metadata is not { } metadata || Encoding.UTF8.GetByteCount(metadata) > MaxMetadataBytes
            ? HubError.Argument($"metadata: text of at most {MaxMetadataBytes} bytes")
            : requests.SetMetadata(session, metadata);

    public HubResult<Nothing> Leave()
    {
        if (Session is not { } session)
        {
            return HubError.NotJoined;
        }

        directory.End(session, "left", "left", "you left");
        return Nothing.Value;
    }

    public HubResult<Snapshot> Snapshot() => Session is not { } session ? HubError.NotJoined : requests.Snapshot(session);

    public override Task OnConnectedAsync()
    {
        Context.Items[PlaceKey] = new Place();
        connections.Add(Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception) => ReleaseAsync();

    private static bool TryRead(VideoView? video, out TileRequest tile)
    {
        tile = default;
        if (video is not { Width: >= 0 and <= MaxTileSide and { } width, Height: >= 0 and <= MaxTileSide and { } height, Slot: null or { Length: <= 16 } }
            || !(video.ParticipantId == TileRequest.AnySpeaker || RoomToken.IsId(video.ParticipantId))
            || video.Source is not (null or "camera" or "screen"))
        {
            return false;
        }

        tile = new TileRequest(video.ParticipantId!, video.Source == "screen" ? TrackSource.Screen : TrackSource.Camera, width, height, video.Slot);
        return true;
    }

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
