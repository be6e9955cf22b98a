using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Writes <see cref="TransportFeedback"/> from arrival times.</summary>
internal static class TransportFeedbackWriter
{
    private const long TickNanoseconds = TransportFeedback.TickMicroseconds * 1000;
    private const int TicksPerReference = TransportFeedback.ReferenceTickMicroseconds / TransportFeedback.TickMicroseconds;
    private const int HeadLength = RtcpHeader.FeedbackLength + TransportFeedback.InfoLength;
    private const int MaxStatuses = ushort.MaxValue;

    /// <summary>
    /// Writes one message over as many packets as one can hold: it ends before a packet whose delta does not fit, or when the
    /// destination is full. Call again from there with the next feedback count until all are told:
    /// <c>arrivals[told..]</c>, <c>baseSequenceNumber + told</c>.
    /// </summary>
    /// <param name="destination">Where the message goes; its length is the message's bound.</param>
    /// <param name="senderSsrc">Who reports.</param>
    /// <param name="mediaSsrc">Any stream of the transport reported on.</param>
    /// <param name="feedbackCount">One more for each message.</param>
    /// <param name="baseSequenceNumber">The transport-wide sequence number of <c>arrivals[0]</c>.</param>
    /// <param name="arrivals">When each packet came; <see cref="Instant.Never"/> for one that did not.</param>
    /// <param name="told">
    /// How many arrivals are dealt with. Trailing losses are not written, the next message tells of them; when nothing was
    /// received there is no message and all count as told.
    /// </param>
    /// <returns>Bytes written, 0 when there is nothing to tell or not one packet fits.</returns>
    public static int Write(
        Span<byte> destination,
        uint senderSsrc,
        uint mediaSsrc,
        byte feedbackCount,
        ushort baseSequenceNumber,
        ReadOnlySpan<Instant> arrivals,
        out int told)
    {
        var first = arrivals.IndexOfAnyExcept(Instant.Never);
        if (first < 0)
        {
            told = arrivals.Length;
            return 0;
        }

        var reference = FloorDivide(Tick(arrivals[first]), TicksPerReference);
        var plan = Measure(arrivals, reference * TicksPerReference, destination.Length & ~3);
        told = plan.Statuses;
        if (told == 0)
        {
            return 0;
        }

        var unpadded = HeadLength + (plan.Chunks * 2) + plan.DeltasLength;
        var length = (unpadded + 3) & ~3;
        RtcpHeader.WriteFeedback(
            destination, RtcpPacketType.TransportLayerFeedback, TransportFeedback.Format, length, senderSsrc, mediaSsrc);
        BinaryPrimitives.WriteUInt16BigEndian(destination[12..], baseSequenceNumber);
        BinaryPrimitives.WriteUInt16BigEndian(destination[14..], (ushort)told);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], ((uint)reference << 8) | feedbackCount);
        WriteStatuses(destination[HeadLength..unpadded], arrivals[..told], reference * TicksPerReference, plan.Chunks * 2);
        WritePadding(destination[..length], length - unpadded);
        return length;
    }

    /// <summary>How far a message of this length reaches; ends at a received packet.</summary>
    private static Plan Measure(ReadOnlySpan<Instant> arrivals, long previousTick, int maxLength)
    {
        var plan = default(Plan);
        var encoder = default(PacketStatusChunkEncoder);
        var chunks = 0;
        var deltasLength = 0;
        for (var i = 0; i < Math.Min(arrivals.Length, MaxStatuses); i++)
        {
            if (!TryGetSymbol(arrivals[i], ref previousTick, out var symbol, out _))
            {
                break;
            }

            if (!encoder.CanAdd(symbol))
            {
                encoder.TakeFull();
                chunks++;
            }

            encoder.Add(symbol);
            deltasLength += symbol;
            if (HeadLength + ((chunks + 1) * 2) + deltasLength > maxLength)
            {
                break;
            }

            if (symbol != PacketStatusChunk.NotReceived)
            {
                plan = new(i + 1, chunks + 1, deltasLength);
            }
        }

        return plan;
    }

    private static void WriteStatuses(Span<byte> destination, ReadOnlySpan<Instant> arrivals, long previousTick, int deltasOffset)
    {
        var encoder = default(PacketStatusChunkEncoder);
        var chunkOffset = 0;
        foreach (var arrival in arrivals)
        {
            _ = TryGetSymbol(arrival, ref previousTick, out var symbol, out var delta);
            if (!encoder.CanAdd(symbol))
            {
                BinaryPrimitives.WriteUInt16BigEndian(destination[chunkOffset..], encoder.TakeFull().Value);
                chunkOffset += 2;
            }

            encoder.Add(symbol);
            if (symbol == PacketStatusChunk.SmallDelta)
            {
                destination[deltasOffset] = (byte)delta;
            }
            else if (symbol == PacketStatusChunk.LargeDelta)
            {
                BinaryPrimitives.WriteInt16BigEndian(destination[deltasOffset..], (short)delta);
            }

            deltasOffset += symbol;
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[chunkOffset..], encoder.TakeLast().Value);
    }

    /// <summary>As libwebrtc pads: the P bit, with a count that need not be a multiple of four.</summary>
    private static void WritePadding(Span<byte> packet, int count)
    {
        if (count > 0)
        {
            packet[^count..].Clear();
            packet[^1] = (byte)count;
            packet[0] |= 0x20;
        }
    }

    /// <summary>The symbol for a packet and its delta in ticks. False when the delta does not fit 16 bits.</summary>
    private static bool TryGetSymbol(Instant arrival, ref long previousTick, out int symbol, out long delta)
    {
        symbol = PacketStatusChunk.NotReceived;
        delta = 0;
        if (arrival == Instant.Never)
        {
            return true;
        }

        // Ticks are counted from the origin, not from the packet before: rounding does not add up.
        var tick = Tick(arrival);
        delta = tick - previousTick;
        if (delta is < short.MinValue or > short.MaxValue)
        {
            return false;
        }

        symbol = delta is >= 0 and <= byte.MaxValue ? PacketStatusChunk.SmallDelta : PacketStatusChunk.LargeDelta;
        previousTick = tick;
        return true;
    }

    private static long Tick(Instant instant) => FloorDivide(instant.Nanoseconds, TickNanoseconds);

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    /// <summary>What a message will hold.</summary>
    /// <param name="Statuses">How many packets it tells of.</param>
    /// <param name="Chunks">In how many chunks.</param>
    /// <param name="DeltasLength">Of their deltas, in bytes.</param>
    private readonly record struct Plan(int Statuses, int Chunks, int DeltasLength);
}
