using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>
/// The sessions of WHIP and WHEP: members of a room like any other, bound to no hub connection. Each is forgotten when it ends,
/// whoever ends it; one whose media does not connect in time is ended here.
/// </summary>
internal sealed class WhipSessions(SessionDirectory directory, SessionRequests requests, MediaServer media, TimeProvider clock)
{
    /// <summary>How long a client may take from the answer to a finished DTLS handshake.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(30);

    /// <summary>Stands for the hub connection, of which a session that has one is never given up.</summary>
    private const string Connection = "http";

    private readonly ConcurrentDictionary<string, WhipSession> sessions = new(StringComparer.Ordinal);

    public int Count => sessions.Count;

    public WhipSession? Find(WhipPurpose purpose, string room, string sessionId) =>
        sessions.TryGetValue(sessionId, out var session) && session.Purpose == purpose && session.Room == room ? session : null;

    /// <summary>Joins as the token's participant and publishes.</summary>
    public WhipRefusal? TryPublish(RoomToken token, string bearer, WhipOffer offer, out WhipAnswer? answer)
    {
        foreach (var entry in offer.Media)
        {
            if (TrackSourceNames.TryParse(entry.Source, out var source) && (token.Grants.Hidden || !token.Grants.Publish.HasFlag(source)))
            {
                answer = null;
                return WhipRefusal.Of("grant-missing", $"The token does not allow {entry.Source}.");
            }
        }

        return TryOpen(WhipPurpose.Publish, token, token, bearer, offer, null, out answer);
    }

    /// <summary>
    /// Joins as a hidden participant of its own, so that many can watch with one token and none of them replaces the other, or the
    /// token's holder in the room.
    /// </summary>
    public WhipRefusal? TryWatch(RoomToken token, string bearer, WhipOffer offer, ViewRequest view, out WhipAnswer? answer)
    {
        answer = null;
        if (!token.Grants.Subscribe)
        {
            return WhipRefusal.Of("grant-missing", "The token does not allow to receive media.");
        }

        var watcher = token with
        {
            ParticipantId = "whep-" + Base64UrlText.Encode(RandomNumberGenerator.GetBytes(12)),
            Metadata = "",
            Grants = token.Grants with { Publish = TrackSources.None, Hidden = true },
        };
        return TryOpen(WhipPurpose.Watch, watcher, token, bearer, offer, view, out answer);
    }

    public void End(WhipSession session) => directory.End(session.Media, "left", "left", "the session was deleted");

    /// <summary>
    /// RFC 9725 section 4.3: what a PATCH asks. A fragment with the credentials that stand is trickling, which needs nothing here.
    /// </summary>
    /// <param name="session">Whose.</param>
    /// <param name="matches">Says whether If-Match holds for an entity tag.</param>
    /// <param name="remote">The client's credentials as the fragment has them; null for those that stand.</param>
    /// <param name="restart">Our side, after a restart; null when there was none.</param>
    public WhipRefusal? TryPatch(WhipSession session, Func<string, bool> matches, IceRemoteParameters? remote, out WhipRestart? restart)
    {
        (var refusal, restart) = directory.With(_ => Patch(session.Media, matches, remote));
        return refusal;
    }

    private (WhipRefusal? Refusal, WhipRestart? Restart) Patch(MediaSession session, Func<string, bool> matches, IceRemoteParameters? remote)
    {
        if (session is not { IsEnded: false, Negotiated: { } negotiated, Credentials: { } standing })
        {
            return (WhipRefusal.NoSession, null);
        }

        if (!matches(EntityTag(standing)))
        {
            return (new WhipRefusal(StatusCodes.Status412PreconditionFailed, "precondition-failed", "If-Match names another ICE session than the one that stands."), null);
        }

        if (remote is null || (remote.Ufrag == negotiated.Remote.IceUfrag && remote.Pwd == negotiated.Remote.IcePwd))
        {
            return default;
        }

        var credentials = IceCredentials.Create(session.Worker);
        var peerId = session.PeerId;
        if (!media.Post(session.Worker, (worker, now) => worker.Peers.RestartIce(now, peerId, credentials, remote)))
        {
            return (WhipRefusal.Of("server-full", "the media worker is too busy"), null);
        }

        session.Credentials = credentials;
        session.Negotiated = negotiated with { Remote = negotiated.Remote with { IceUfrag = remote.Ufrag, IcePwd = remote.Pwd } };
        return (null, new WhipRestart(IceFragment.Write(negotiated, credentials, media.Candidates), EntityTag(credentials)));
    }

    private WhipRefusal? TryOpen(WhipPurpose purpose, RoomToken token, RoomToken holder, string bearer, WhipOffer offer, ViewRequest? view, out WhipAnswer? answer)
    {
        answer = null;
        var joined = directory.Join(token, Connection);
        if (joined.Value?.Session is not { } session)
        {
            return WhipRefusal.Of(joined.Error!);
        }

        if (view is not null)
        {
            requests.SetView(session, 0, view);
        }

        var whip = new WhipSession(purpose, token.Room, holder.ParticipantId, session, bearer);
        var negotiated = requests.Negotiate(session, new NegotiateRequest(offer.Sdp, offer.Media));
        if (negotiated.Value is not { } response)
        {
            directory.End(session, "left", "left", "the offer was refused");
            return WhipRefusal.Of(negotiated.Error!);
        }

        sessions[session.SessionId] = whip;
        _ = WatchOverAsync(whip);
        answer = new WhipAnswer(session.SessionId, response.Sdp, directory.With(_ => EntityTag(session.Credentials!)));
        return null;
    }

    /// <summary>Reads its events, as a client would, until there are no more.</summary>
    private async Task WatchOverAsync(WhipSession session)
    {
        using var limit = new CancellationTokenSource(ConnectWithin, clock);
        try
        {
            // A session that is moved to another room goes on with another stream.
            while (directory.With(_ => session.Media.IsEnded ? null : session.Media.Events) is { } events)
            {
                await foreach (var message in events.Reader.ReadAllAsync(limit.Token).ConfigureAwait(false))
                {
                    if (message.Data is ConnectionEvent { State: "connected" })
                    {
                        limit.CancelAfter(Timeout.InfiniteTimeSpan);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            directory.End(session.Media, "transport-failed", "lost", "the media connection was not made in time");
        }
        finally
        {
            sessions.TryRemove(session.Media.SessionId, out _);
        }
    }

    /// <summary>RFC 9725 section 4.3.1: the entity is the ICE session, which our ufrag names.</summary>
    private static string EntityTag(IceCredentials credentials) => $"\"{credentials.Ufrag}\"";
}

/// <summary>What a POST is answered with.</summary>
/// <param name="SessionId">Names the session in its URL.</param>
/// <param name="Sdp">The answer.</param>
/// <param name="EntityTag">Of the ICE session, quoted.</param>
internal sealed record WhipAnswer(string SessionId, string Sdp, string EntityTag);

/// <summary>What a PATCH that restarts ICE is answered with.</summary>
/// <param name="Fragment">Our credentials and candidates.</param>
/// <param name="EntityTag">Of the new ICE session, quoted.</param>
internal sealed record WhipRestart(string Fragment, string EntityTag);
