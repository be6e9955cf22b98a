namespace Vidrn.Sfu.Rooms;

/// <summary>What a participant wants to see, in order of importance.</summary>
/// <param name="Videos">The tiles.</param>
/// <param name="Paused">No video at all.</param>
/// <param name="Audio">Whether it hears anything.</param>
internal sealed record ViewRequest(IReadOnlyList<TileRequest> Videos, bool Paused, bool Audio)
{
    /// <summary>Nobody else is heard; null for the loudest.</summary>
    public HeardParticipant? HeardOnly { get; init; }

    /// <summary>Whether a track may fill an audio slot.</summary>
    public bool MayHear(RoomTrack track) => HeardOnly is not { } only
        || (track.Owner.Id == only.ParticipantId && (only.ScreenToo || track.Source == TrackSource.Microphone));
}

/// <summary>The one participant who is heard.</summary>
/// <param name="ParticipantId">Who.</param>
/// <param name="ScreenToo">Its screen's sound as well as its microphone.</param>
internal sealed record HeardParticipant(string ParticipantId, bool ScreenToo);

/// <summary>One tile.</summary>
/// <param name="ParticipantId">Who; "*" for the next speaker who is not named.</param>
/// <param name="Source">Camera or screen.</param>
/// <param name="Width">Device pixels.</param>
/// <param name="Height">Device pixels.</param>
/// <param name="SlotMid">The slot to use, or null for any.</param>
internal readonly record struct TileRequest(string ParticipantId, TrackSource Source, int Width, int Height, string? SlotMid)
{
    /// <summary>Follows the speakers.</summary>
    public const string AnySpeaker = "*";
}
