using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Forwarding;

/// <summary>What goes with a packet from the worker of its source to one with receivers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RelayedPacket
{
    public long Sequence;
    public long ClockNanoseconds;
    public long CaptureOffset;
    public long Word0;
    public long Word1;
    public uint ClockTimestamp;
    public byte ClockKnown;
    public byte Late;
    public byte Generation;

    public readonly SourceClock Clock => new(ClockKnown != 0, ClockTimestamp, ClockNanoseconds);

    /// <summary>The ring's header for a packet.</summary>
    public static HandOverHeader Describe(long publicationId, byte generation, in SourcePacket packet)
    {
        var header = new HandOverHeader { Kind = HandOverKind.Relay, Layer = packet.Layer, PublicationId = publicationId };
        Unsafe.As<HandOverMetadata, RelayedPacket>(ref header.Metadata) = new RelayedPacket
        {
            Sequence = packet.Sequence,
            ClockNanoseconds = packet.Clock.ServerNanoseconds,
            ClockTimestamp = packet.Clock.RtpTimestamp,
            ClockKnown = packet.Clock.IsKnown ? (byte)1 : (byte)0,
            CaptureOffset = packet.CaptureOffset,
            Late = packet.IsLate ? (byte)1 : (byte)0,
            Generation = generation,
            Word0 = packet.Buffer.Word0,
            Word1 = packet.Buffer.Word1,
        };
        return header;
    }

    public static RelayedPacket Read(in HandOverHeader header) =>
        Unsafe.As<HandOverMetadata, RelayedPacket>(ref Unsafe.AsRef(in header.Metadata));
}
