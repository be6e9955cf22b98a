using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;

namespace Vidrn.Sfu.Rooms;

/// <summary>One receive slot of a participant, and what fills it.</summary>
internal sealed class ReceiveSlot
{
    public required string Mid { get; init; }

    public required bool IsVideo { get; init; }

    /// <summary>The audio and the video slot of a pair share a stream id.</summary>
    public required int Pair { get; init; }

    /// <summary>Kept for a screen share.</summary>
    public required bool ForScreen { get; init; }

    /// <summary>What it is to show; may be muted, then nothing is sent.</summary>
    public RoomTrack? Track { get; set; }

    /// <summary>While slots are being filled: something has it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>What the workers were told: the publication, 0 for none.</summary>
    public long ToldPublication { get; set; }

    public SlotView View { get; set; }

    public SlotView ToldView { get; set; }

    /// <summary>As the worker sees it.</summary>
    public SlotPause Pause { get; set; }

    /// <summary>What the client was told, so that only changes are.</summary>
    public (string? TrackId, SlotPause Pause) ToldClient { get; set; }
}
