using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// A packet that is decided on and has its number, but is not written yet: the time it carries is that at which it leaves, and it is
/// encrypted then.
/// </summary>
internal struct WaitingPacket
{
    /// <summary>Whose it is; null once that slot was closed.</summary>
    public SlotOutput? Output;

    /// <summary>What to write, with the output number and a reference to the source's packet; no packet for padding.</summary>
    public SentPacket Sent;

    /// <summary>Bytes of the source packet's RTP header.</summary>
    public int HeaderLength;

    /// <summary>Bytes of its payload without padding.</summary>
    public int PayloadLength;

    /// <summary>When it was put here.</summary>
    public Instant Since;
}
