namespace Vidrn.Sfu.Rooms;

/// <summary>What a participant may do.</summary>
/// <param name="Publish">The sources it may publish, as a mask of 1 &lt;&lt; <see cref="TrackSource"/>.</param>
/// <param name="Subscribe">It may receive media.</param>
/// <param name="Hidden">It is not listed to the others.</param>
/// <param name="Admin">It may administer the room.</param>
internal readonly record struct ParticipantGrants(int Publish, bool Subscribe, bool Hidden, bool Admin)
{
    public bool MayPublish(TrackSource source) => !Hidden && (Publish & (1 << (int)source)) != 0;
}
