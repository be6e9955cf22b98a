using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;

namespace Vidrn.Sfu.Rooms;

/// <summary>One published track as the room knows it.</summary>
internal sealed class RoomTrack
{
    public required string Id { get; init; }

    /// <summary>Its publication on the workers.</summary>
    public required long PublicationId { get; init; }

    public required Participant Owner { get; init; }

    public required TrackSource Source { get; init; }

    public required string Mid { get; init; }

    public required MediaCodec Codec { get; init; }

    public required IReadOnlyList<string> Rids { get; init; }

    public bool IsVideo => Source is TrackSource.Camera or TrackSource.Screen;

    /// <summary>Its owner turned it off.</summary>
    public bool Muted { get; set; }

    /// <summary>A moderator turned it off; its packets are dropped.</summary>
    public bool Blocked { get; set; }

    public bool IsShown => !Muted && !Blocked;

    /// <summary>Sizes by layer, as far as known.</summary>
    public IReadOnlyList<LayerSize> Layers { get; set; } = [];

    /// <summary>The layers anyone wants, as a mask by index.</summary>
    public uint Demand { get; set; } = uint.MaxValue;
}
