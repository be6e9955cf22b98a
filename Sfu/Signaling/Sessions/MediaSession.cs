using System.Security.Cryptography;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// One client from its Join to its end: its place in a room, its peer, what was negotiated, and its events. It outlives a broken
/// WebSocket for the resume window. Touched under the directory's lock only.
/// </summary>
internal sealed class MediaSession
{
    public MediaSession(long peerId, int worker, Room room, Participant participant, string tokenId, string connectionId)
    {
        PeerId = peerId;
        Worker = worker;
        Room = room;
        Participant = participant;
        TokenId = tokenId;
        ConnectionId = connectionId;
    }

    public string SessionId { get; } = RandomText(16);

    /// <summary>Resumes it; known to the client alone.</summary>
    public string Secret { get; } = RandomText(24);

    public long PeerId { get; }

    /// <summary>The worker its peer lives on, for life.</summary>
    public int Worker { get; }

    public Room Room { get; set; }

    public Participant Participant { get; set; }

    /// <summary>The jti it came with last.</summary>
    public string TokenId { get; set; }

    public ConnectionNews ConnectionNews { get; } = new();

    /// <summary>The events since the last Join or resume.</summary>
    public EventStream Events { get; private set; } = new();

    /// <summary>The hub connection it is bound to; null while the WebSocket is broken.</summary>
    public string? ConnectionId { get; private set; }

    /// <summary>When the WebSocket broke, in milliseconds of the monotonic clock.</summary>
    public long DetachedAt { get; private set; }

    public bool IsEnded { get; set; }

    public NegotiatedSession? Negotiated { get; set; }

    public IceCredentials? Credentials { get; set; }

    public int Revision { get; set; }

    public ulong SdpSessionId { get; } = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 2;

    /// <summary>What each m-line is for, by mid, from its first use on.</summary>
    public Dictionary<string, NegotiateMedia> Media { get; } = [];

    public Dictionary<string, SlotStreams> Slots { get; } = [];

    public long ViewRevision { get; set; } = -1;

    /// <summary>Takes over what an offer said of an m-line; one that rests keeps what it was for.</summary>
    public void Note(string mid, NegotiateMedia media)
    {
        if (media.Role != "none" || !Media.ContainsKey(mid))
        {
            Media[mid] = media;
        }
    }

    /// <summary>Whether this connection speaks for it: one that was resumed elsewhere no longer does. May be asked by any thread.</summary>
    public bool IsBoundTo(string connectionId) => ConnectionId == connectionId;

    public void Attach(string connectionId) => ConnectionId = connectionId;

    /// <summary>The WebSocket is gone; one that no longer speaks for the session changes nothing.</summary>
    /// <returns>Whether it spoke for the session.</returns>
    public bool Detach(string connectionId, long nowMs)
    {
        if (ConnectionId != connectionId)
        {
            return false;
        }

        ConnectionId = null;
        DetachedAt = nowMs;
        return true;
    }

    /// <summary>Begins a new numbering: the client has a fresh snapshot.</summary>
    public void RestartEvents()
    {
        Events.Complete();
        Events = new EventStream();
    }

    private static string RandomText(int bytes) => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(bytes));
}

/// <summary>The SSRCs and first numbers of a slot, made once.</summary>
internal sealed record SlotStreams(uint Ssrc, uint RtxSsrc, ushort FirstSequence, uint FirstTimestamp, string TrackId);
