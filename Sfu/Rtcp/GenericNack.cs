using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Generic NACK (RFC 4585 section 6.2.1): packets a receiver lacks, for <c>foreach</c>.</summary>
internal readonly ref struct GenericNack
{
    /// <summary>The feedback message type.</summary>
    public const int Format = 1;

    private const int PairLength = 4;

    /// <summary>A pair names its PID and the 16 sequence numbers after it.</summary>
    private const int PairReach = 16;

    private readonly ReadOnlySpan<byte> pairs;

    private GenericNack(uint senderSsrc, uint mediaSsrc, ReadOnlySpan<byte> pairs)
    {
        SenderSsrc = senderSsrc;
        MediaSsrc = mediaSsrc;
        this.pairs = pairs;
    }

    public uint SenderSsrc { get; }

    /// <summary>The stream that lacks packets.</summary>
    public uint MediaSsrc { get; }

    public Enumerator GetEnumerator() => new(pairs);

    /// <summary>False when it is another message, names nothing, or ends inside a pair.</summary>
    public static bool TryParse(RtcpPacketView packet, out GenericNack nack)
    {
        nack = default;
        if (!RtcpHeader.TryReadFeedback(packet, RtcpPacketType.TransportLayerFeedback, Format, out var sender, out var media))
        {
            return false;
        }

        var pairs = packet.Body[8..];
        if (pairs.IsEmpty || pairs.Length % PairLength != 0)
        {
            return false;
        }

        nack = new(sender, media, pairs);
        return true;
    }

    /// <summary>Packs sequence numbers into pairs, as many as fit.</summary>
    /// <param name="destination">Where the message goes.</param>
    /// <param name="senderSsrc">Who asks.</param>
    /// <param name="mediaSsrc">The stream that lacks packets.</param>
    /// <param name="sequenceNumbers">In rising order, across the wrap too.</param>
    /// <param name="written">How many of them the message names; call again with the rest.</param>
    /// <returns>Bytes written, 0 when not one fits.</returns>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, ReadOnlySpan<ushort> sequenceNumbers, out int written)
    {
        written = 0;
        var length = RtcpHeader.FeedbackLength;
        while (written < sequenceNumbers.Length && destination.Length - length >= PairLength)
        {
            var pid = sequenceNumbers[written++];
            var blp = 0;
            while (written < sequenceNumbers.Length && (ushort)(sequenceNumbers[written] - pid) is var ahead and <= PairReach)
            {
                // A repeated number is already named.
                blp |= ahead == 0 ? 0 : 1 << (ahead - 1);
                written++;
            }

            BinaryPrimitives.WriteUInt16BigEndian(destination[length..], pid);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(length + 2)..], (ushort)blp);
            length += PairLength;
        }

        if (written == 0)
        {
            return 0;
        }

        RtcpHeader.WriteFeedback(destination, RtcpPacketType.TransportLayerFeedback, Format, length, senderSsrc, mediaSsrc);
        return length;
    }

    /// <summary>Walks the sequence numbers named, in the order of the message.</summary>
    internal ref struct Enumerator
    {
        private ReadOnlySpan<byte> rest;
        private ushort pid;
        private int blp;
        private int offset;

        internal Enumerator(ReadOnlySpan<byte> pairs)
        {
            rest = pairs;
        }

        public readonly ushort Current => (ushort)(pid + offset);

        public bool MoveNext()
        {
            if (blp != 0)
            {
                var skip = System.Numerics.BitOperations.TrailingZeroCount(blp) + 1;
                offset += skip;
                blp >>= skip;
                return true;
            }

            if (rest.Length < PairLength)
            {
                return false;
            }

            pid = BinaryPrimitives.ReadUInt16BigEndian(rest);
            blp = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            offset = 0;
            rest = rest[PairLength..];
            return true;
        }
    }
}
