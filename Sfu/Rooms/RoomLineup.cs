namespace Vidrn.Sfu.Rooms;

/// <summary>
/// What a room has to show and to let hear, in the order in which it fills slots: worked out once for all receivers of a room, since
/// it is the same for each of them.
/// </summary>
internal sealed class RoomLineup
{
    private readonly List<RoomTrack> cameras = [];
    private readonly List<RoomTrack> screens = [];
    private readonly List<RoomTrack> audio = [];
    private readonly HashSet<Participant> speakers = [];

    /// <summary>Cameras that are on: the dominant speaker's, then by who spoke last, then by who has been here longest.</summary>
    public IReadOnlyList<RoomTrack> Cameras => cameras;

    /// <summary>Screens that are on, the first to come first.</summary>
    public IReadOnlyList<RoomTrack> Screens => screens;

    /// <summary>The sound of screens, then microphones in the order of <see cref="Cameras"/>.</summary>
    public IReadOnlyList<RoomTrack> Audio => audio;

    public void Set(Room room)
    {
        cameras.Clear();
        screens.Clear();
        audio.Clear();
        speakers.Clear();
        foreach (var member in room.Members)
        {
            foreach (var track in member.Tracks)
            {
                if (track.IsShown && track.Source is TrackSource.Screen or TrackSource.ScreenAudio)
                {
                    (track.Source == TrackSource.Screen ? screens : audio).Add(track);
                }
            }
        }

        Follow(room.Speakers.Dominant);
        foreach (var speaker in room.Speakers.Recent)
        {
            Follow(speaker);
        }

        foreach (var member in room.Members)
        {
            Follow(member);
        }
    }

    private void Follow(Participant? member)
    {
        if (member is null || member.Tracks.Count == 0 || !speakers.Add(member))
        {
            return;
        }

        foreach (var track in member.Tracks)
        {
            if (track.IsShown && track.Source is TrackSource.Camera or TrackSource.Microphone)
            {
                (track.Source == TrackSource.Camera ? cameras : audio).Add(track);
            }
        }
    }
}
