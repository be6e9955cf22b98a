using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>Whether there is a place for a token's holder, and whether it may have it. Used under the directory's lock only.</summary>
internal sealed class Admission(RoomRegistry rooms, SfuOptions options, TokenRevocations revocations)
{
    /// <summary>Nobody comes in any more: the server stops.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Why a token's holder may not come into its room; null when it may.</summary>
    /// <param name="token">The token, which is genuine.</param>
    /// <param name="moving">The session that would move there; null for a new one.</param>
    /// <param name="sessions">All of this node now.</param>
    public HubError? Refuse(RoomToken token, MediaSession? moving, int sessions)
    {
        if (IsClosed)
        {
            return new HubError("server-full", "the server is stopping");
        }

        if (revocations.IsRevoked(token.Room, token.TokenId))
        {
            return new HubError("token-revoked", "the token has been revoked");
        }

        var room = rooms.Find(token.Room);
        var standing = room?.Find(token.ParticipantId);
        if (room is { Locked: true } && standing is null && !token.Grants.Admin)
        {
            return new HubError("room-locked", "the room takes nobody in");
        }

        // Who is replaced or moves makes its own place.
        var leaving = standing is null ? 0 : 1;
        if (moving is null && sessions - leaving >= options.MaxPeers)
        {
            return new HubError("server-full", "this server has all the participants it may have");
        }

        leaving += room is not null && moving?.Room == room && moving.Participant != standing ? 1 : 0;
        return room?.Members.Count - leaving >= options.MaxRoomParticipants
            ? new HubError("room-full", "the room has all the participants it may have")
            : null;
    }
}
