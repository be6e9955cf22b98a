using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Goodbye, BYE (RFC 3550 section 6.6).</summary>
internal readonly ref struct Goodbye
{
    private readonly ReadOnlySpan<byte> body;

    private Goodbye(ReadOnlySpan<byte> body, int count, ReadOnlySpan<byte> reason)
    {
        this.body = body;
        Count = count;
        Reason = reason;
    }

    /// <summary>Of sources that leave.</summary>
    public int Count { get; }

    /// <summary>UTF-8 text, empty when none was given.</summary>
    public ReadOnlySpan<byte> Reason { get; }

    /// <param name="index">Below <see cref="Count"/>.</param>
    public uint Ssrc(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return BinaryPrimitives.ReadUInt32BigEndian(body[(index * 4)..]);
    }

    /// <summary>False when it is another message, or the sources or the reason are cut.</summary>
    public static bool TryParse(RtcpPacketView packet, out Goodbye goodbye)
    {
        goodbye = default;
        var sourcesLength = packet.Count * 4;
        if (packet.PacketType != RtcpPacketType.Goodbye || packet.Body.Length < sourcesLength)
        {
            return false;
        }

        var rest = packet.Body[sourcesLength..];
        if (!rest.IsEmpty && rest[0] > rest.Length - 1)
        {
            return false;
        }

        goodbye = new(packet.Body, packet.Count, rest.IsEmpty ? default : rest.Slice(1, rest[0]));
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit or there are more than 31 sources.</returns>
    public static int Write(Span<byte> destination, ReadOnlySpan<uint> ssrcs)
    {
        var length = RtcpHeader.Length + (ssrcs.Length * 4);
        if (ssrcs.Length > RtcpHeader.MaxCount || destination.Length < length)
        {
            return 0;
        }

        RtcpHeader.Write(destination, RtcpPacketType.Goodbye, ssrcs.Length, length);
        for (var i = 0; i < ssrcs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(RtcpHeader.Length + (i * 4))..], ssrcs[i]);
        }

        return length;
    }
}
