using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>What the workers report, brought to the sessions and rooms it concerns. Used under the directory's lock only.</summary>
internal sealed class SessionEvents(RoomRegistry rooms, Action<MediaSession, string, string, string> end)
{
    /// <param name="session">The peer's; null when it has ended, or for what concerns no peer.</param>
    /// <param name="peerEvent">What happened.</param>
    public void Handle(MediaSession? session, PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case AudioLevels levels:
                OnLevels(levels);
                break;
            case PeerEnded ended when session is not null:
                end(session, "transport-failed", "lost", ended.IsFault ? "a fault in the server" : ended.Reason);
                break;
            case not null when session is not null:
                OnPeer(session, peerEvent);
                break;
        }
    }

    /// <summary>Works out who speaks in each room; every 100 ms.</summary>
    public void UpdateSpeakers(long monotonicMs)
    {
        foreach (var room in rooms.All)
        {
            if (room.Speakers.IsActive)
            {
                rooms.UpdateSpeakers(room, monotonicMs);
            }
        }
    }

    private void OnPeer(MediaSession session, PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerConnected:
                rooms.SetConnected(session.Room, session.Participant, true);
                TellConnection(session, new ConnectionEvent("connected", 5, 0, 0));
                break;
            case PeerDisconnected:
                rooms.SetConnected(session.Room, session.Participant, false);
                TellConnection(session, new ConnectionEvent("disconnected", 0, 0, 0));
                break;
            case PeerQuality quality when session.Participant.Connected:
                TellConnection(session, ConnectionScore.Rate(quality));
                break;
            case PublicationLayersChanged changed when rooms.FindTrack(changed.PublicationId) is { } track:
                track.Layers = changed.Layers;
                rooms.Tell(session.Room, "track-updated", new TrackEvent(session.Participant.Id, Wire.Info(track)));
                break;
            case PublicationDemandChanged demand when rooms.FindTrack(demand.PublicationId) is { IsVideo: true } track && track.Demand != demand.Layers:
                // Not of audio: who is not sent is not heard to speak, and could never get into a slot again.
                track.Demand = demand.Layers;
                session.Events.Write("publish-layers", Wire.Demand(track));
                break;
            case SlotStateChanged state when session.Participant.Slots.Find(s => s.Mid == state.Mid) is { } slot:
                slot.Pause = state.Pause;
                rooms.TellSlots(session.Participant);
                break;
        }
    }

    private static void TellConnection(MediaSession session, ConnectionEvent connection)
    {
        if (session.ConnectionNews.TryTell(connection, Environment.TickCount64))
        {
            session.Events.Write("connection", connection);
        }
    }

    private void OnLevels(AudioLevels levels)
    {
        var now = Environment.TickCount64;
        foreach (var level in levels.Levels)
        {
            if (rooms.FindTrack(level.PublicationId) is { Source: TrackSource.Microphone, IsShown: true } track
                && rooms.SessionOf(track.Owner) is { } session)
            {
                session.Room.Speakers.OnLevel(now, track.Owner, level.Level);
            }
        }
    }
}
