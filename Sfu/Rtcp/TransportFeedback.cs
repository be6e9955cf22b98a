using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>
/// Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1): which packets came
/// and when, for <c>foreach</c>. Chunks and deltas are checked against the message once, in <see cref="TryParse"/>.
/// </summary>
internal readonly ref struct TransportFeedback
{
    /// <summary>The feedback message type.</summary>
    public const int Format = 15;

    /// <summary>One tick of a delta.</summary>
    public const int TickMicroseconds = 250;

    /// <summary>One tick of the reference time.</summary>
    public const int ReferenceTickMicroseconds = 64_000;

    /// <summary>Base sequence number, status count, reference time and feedback count.</summary>
    internal const int InfoLength = 8;

    private readonly ReadOnlySpan<byte> body;
    private readonly int deltasOffset;

    private TransportFeedback(ReadOnlySpan<byte> body, int deltasOffset)
    {
        this.body = body;
        this.deltasOffset = deltasOffset;
    }

    public uint SenderSsrc => BinaryPrimitives.ReadUInt32BigEndian(body);

    public uint MediaSsrc => BinaryPrimitives.ReadUInt32BigEndian(body[4..]);

    /// <summary>The first transport-wide sequence number told of.</summary>
    public ushort BaseSequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(body[8..]);

    /// <summary>How many sequence numbers from there, 1..65535. A few bytes can claim them all: bound it by what was sent.</summary>
    public int StatusCount => BinaryPrimitives.ReadUInt16BigEndian(body[10..]);

    /// <summary>In ticks of 64 ms on the receiver's clock, 24 bits.</summary>
    public uint ReferenceTime => BinaryPrimitives.ReadUInt32BigEndian(body[12..]) >> 8;

    /// <summary>Counts the messages, so that a lost one is noticed.</summary>
    public byte FeedbackCount => body[15];

    public Enumerator GetEnumerator() =>
        new(
            body[(8 + InfoLength)..deltasOffset],
            body[deltasOffset..],
            BaseSequenceNumber,
            StatusCount,
            (long)ReferenceTime * ReferenceTickMicroseconds);

    /// <summary>Ticks of 64 ms from one reference time to another the short way round its 24 bits.</summary>
    public static int ReferenceTimeDistance(uint from, uint to) => (int)((to - from) << 8) >> 8;

    /// <summary>False when it is another message, tells of nothing, uses the reserved symbol, or chunks or deltas are cut.</summary>
    public static bool TryParse(RtcpPacketView packet, out TransportFeedback feedback)
    {
        feedback = default;
        if (!RtcpHeader.TryReadFeedback(packet, RtcpPacketType.TransportLayerFeedback, Format, out _, out _)
            || packet.Body.Length < 8 + InfoLength)
        {
            return false;
        }

        var left = (int)BinaryPrimitives.ReadUInt16BigEndian(packet.Body[10..]);
        if (left == 0)
        {
            return false;
        }

        var position = 8 + InfoLength;
        var deltasLength = 0;
        while (left > 0)
        {
            if (packet.Body.Length - position < 2)
            {
                return false;
            }

            var chunk = new PacketStatusChunk(BinaryPrimitives.ReadUInt16BigEndian(packet.Body[position..]));
            var count = Math.Min(chunk.Capacity, left);
            if (!chunk.TryGetDeltasLength(count, out var chunkDeltas))
            {
                return false;
            }

            deltasLength += chunkDeltas;
            left -= count;
            position += 2;
        }

        if (deltasLength > packet.Body.Length - position)
        {
            return false;
        }

        feedback = new(packet.Body, position);
        return true;
    }

    /// <summary>Walks the statuses in the order of their sequence numbers.</summary>
    internal ref struct Enumerator
    {
        private ReadOnlySpan<byte> chunks;
        private ReadOnlySpan<byte> deltas;
        private PacketStatusChunk chunk;
        private int indexInChunk;
        private int left;
        private ushort next;
        private long arrival;
        private TransportFeedbackStatus current;

        internal Enumerator(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> deltas, ushort first, int count, long referenceMicroseconds)
        {
            this.chunks = chunks;
            this.deltas = deltas;
            next = first;
            left = count;
            arrival = referenceMicroseconds;
        }

        public readonly TransportFeedbackStatus Current => current;

        public bool MoveNext()
        {
            if (left == 0)
            {
                return false;
            }

            // A run of length zero holds nothing.
            while (indexInChunk >= chunk.Capacity)
            {
                chunk = new(BinaryPrimitives.ReadUInt16BigEndian(chunks));
                chunks = chunks[2..];
                indexInChunk = 0;
            }

            var symbol = chunk.Symbol(indexInChunk++);
            left--;
            var delta = ReadDelta(symbol) * TickMicroseconds;
            arrival += delta;
            current = symbol == PacketStatusChunk.NotReceived ? new(next, false, 0, 0) : new(next, true, delta, arrival);
            next++;
            return true;
        }

        private int ReadDelta(int symbol)
        {
            if (symbol == PacketStatusChunk.NotReceived)
            {
                return 0;
            }

            var delta = symbol == PacketStatusChunk.SmallDelta ? deltas[0] : BinaryPrimitives.ReadInt16BigEndian(deltas);
            deltas = deltas[symbol..];
            return delta;
        }
    }
}
