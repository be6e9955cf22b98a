namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>What the holder of a room token may do in its room. The default allows nothing.</summary>
public sealed record RoomGrants
{
    /// <summary>Which tracks may be published.</summary>
    public TrackSources Publish { get; init; }

    /// <summary>May receive media.</summary>
    public bool Subscribe { get; init; }

    /// <summary>Not listed to the others; cannot publish.</summary>
    public bool Hidden { get; init; }

    /// <summary>May call the room administration.</summary>
    public bool Admin { get; init; }
}
