namespace Vidrn.Sfu.Rooms;

/// <summary>A member of a room: its session's place in it.</summary>
internal sealed class Participant
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Its number in the CSRC list of what others receive.</summary>
    public required uint Csrc { get; init; }

    public required string Metadata { get; set; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long JoinedAt { get; init; }

    public required ParticipantGrants Grants { get; set; }

    /// <summary>Its peer on the workers; 0 before the first negotiation.</summary>
    public long PeerId { get; set; }

    /// <summary>The worker its peer lives on.</summary>
    public int Worker { get; set; }

    /// <summary>Whether media can flow.</summary>
    public bool Connected { get; set; }

    public List<RoomTrack> Tracks { get; } = [];

    public List<ReceiveSlot> Slots { get; } = [];

    /// <summary>What it wants to see; null before it said.</summary>
    public ViewRequest? View { get; set; }

    public RoomTrack? Find(TrackSource source)
    {
        foreach (var track in Tracks)
        {
            if (track.Source == source)
            {
                return track;
            }
        }

        return null;
    }
}
