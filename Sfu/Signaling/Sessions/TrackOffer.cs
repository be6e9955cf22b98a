using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>What a participant's m-line brings into a room: from an offer, or from the room it comes from.</summary>
/// <param name="Source">What it shows.</param>
/// <param name="Mid">The m-line.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Rids">Its layers; one empty string without simulcast.</param>
internal sealed record TrackOffer(TrackSource Source, string Mid, MediaCodec Codec, IReadOnlyList<string> Rids)
{
    /// <summary>Its owner turned it off.</summary>
    public bool Muted { get; init; }

    /// <summary>Its pictures' sizes, as far as known.</summary>
    public IReadOnlyList<LayerSize> Layers { get; init; } = [];
}
