using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>A decrypted packet of a source with all that forwarding must know, parsed once for all its receivers.</summary>
internal struct SourcePacket
{
    public PacketBuffer Buffer;

    /// <summary>RTP header with CSRCs and extensions, bytes.</summary>
    public int HeaderLength;

    /// <summary>Payload without padding, bytes.</summary>
    public int PayloadLength;

    /// <summary>RTP padding to send behind the payload, so that its run is of one size; see <see cref="EqualSizes"/>.</summary>
    public byte Padding;

    /// <summary>Extended sequence number of the source's stream.</summary>
    public long Sequence;

    public uint Timestamp;

    public bool Marker;

    /// <summary>Index of the layer (RID) it belongs to.</summary>
    public int Layer;

    /// <summary>Older than the newest packet of its stream.</summary>
    public bool IsLate;

    public bool IsVideo;

    /// <summary>VP8 only.</summary>
    public bool HasVp8;

    public Vp8PayloadDescriptor Vp8;

    /// <summary>The layer's line to the server's clock.</summary>
    public SourceClock Clock;

    /// <summary>Nanoseconds from the publisher's NTP clock to the server's wall clock, for absolute capture time.</summary>
    public long CaptureOffset;

    public Instant ReceivedAt;

    public readonly bool IsPaddingOnly => PayloadLength == 0;

    public readonly bool IsKeyframeStart => HasVp8 && Vp8.IsKeyframe;

    /// <summary>Temporal layer; 0 when the codec tells none.</summary>
    public readonly int TemporalLayer => HasVp8 && Vp8.HasTid ? Vp8.Tid : 0;
}
