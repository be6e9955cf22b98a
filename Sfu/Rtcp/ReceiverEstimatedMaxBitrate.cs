using System.Buffers.Binary;
using System.Numerics;

namespace Vidrn.Sfu.Rtcp;

/// <summary>REMB (draft-alvestrand-rmcat-remb-03): what a receiver believes its path can carry.</summary>
internal readonly ref struct ReceiverEstimatedMaxBitrate
{
    /// <summary>The feedback message type: application layer feedback (RFC 4585 section 6.4).</summary>
    public const int Format = 15;

    private const uint Identifier = 0x52454D42; // "REMB"
    private const int MantissaBits = 18;
    private const int MaxSsrcs = 255;
    private readonly ReadOnlySpan<byte> ssrcs;

    private ReceiverEstimatedMaxBitrate(uint senderSsrc, long bitsPerSecond, ReadOnlySpan<byte> ssrcs)
    {
        SenderSsrc = senderSsrc;
        BitsPerSecond = bitsPerSecond;
        this.ssrcs = ssrcs;
    }

    public uint SenderSsrc { get; }

    /// <summary>For all the streams together. A value that 63 bits cannot hold is given as the largest they can.</summary>
    public long BitsPerSecond { get; }

    /// <summary>Of the streams it speaks of.</summary>
    public int Count => ssrcs.Length / 4;

    /// <param name="index">Below <see cref="Count"/>.</param>
    public uint Ssrc(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return BinaryPrimitives.ReadUInt32BigEndian(ssrcs[(index * 4)..]);
    }

    /// <summary>False when it is another message, or counts more streams than are there.</summary>
    public static bool TryParse(RtcpPacketView packet, out ReceiverEstimatedMaxBitrate remb)
    {
        remb = default;
        if (!RtcpHeader.TryReadFeedback(packet, RtcpPacketType.PayloadSpecificFeedback, Format, out var sender, out _))
        {
            return false;
        }

        var information = packet.Body[8..];
        if (information.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(information) != Identifier)
        {
            return false;
        }

        var ssrcs = information[8..];
        var count = information[4];
        if (ssrcs.Length < count * 4)
        {
            return false;
        }

        var exponent = information[5] >> 2;
        var mantissa = BinaryPrimitives.ReadUInt32BigEndian(information[4..]) & ((1 << MantissaBits) - 1);
        remb = new(sender, Decode(exponent, mantissa), ssrcs[..(count * 4)]);
        return true;
    }

    /// <summary>Rounds down to 18 significant bits: an estimate must not grow on its way.</summary>
    /// <returns>Bytes written, 0 when they do not fit or there are more than 255 streams.</returns>
    public static int Write(Span<byte> destination, uint senderSsrc, long bitsPerSecond, ReadOnlySpan<uint> ssrcs)
    {
        var length = RtcpHeader.FeedbackLength + 8 + (ssrcs.Length * 4);
        if (ssrcs.Length > MaxSsrcs || destination.Length < length)
        {
            return 0;
        }

        var value = (ulong)Math.Max(0, bitsPerSecond);
        var exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(value) - MantissaBits);
        RtcpHeader.WriteFeedback(destination, RtcpPacketType.PayloadSpecificFeedback, Format, length, senderSsrc, 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Identifier);
        BinaryPrimitives.WriteUInt32BigEndian(
            destination[16..],
            ((uint)ssrcs.Length << 24) | ((uint)exponent << MantissaBits) | (uint)(value >> exponent));
        for (var i = 0; i < ssrcs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(20 + (i * 4))..], ssrcs[i]);
        }

        return length;
    }

    private static long Decode(int exponent, uint mantissa)
    {
        // A shift that would lose bits, or reach the sign, saturates.
        var bits = 32 - BitOperations.LeadingZeroCount(mantissa);
        return bits + exponent > 63 && mantissa != 0 ? long.MaxValue : (long)mantissa << (mantissa == 0 ? 0 : exponent);
    }
}
