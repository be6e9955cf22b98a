using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Rtcp;

/// <summary>
/// Extended report, XR (RFC 3611): the receiver reference time (section 4.4) and DLRR (section 4.5) blocks, by which a pure
/// receiver learns its round trip. Other blocks are skipped.
/// </summary>
internal readonly ref struct ExtendedReport
{
    private const byte ReceiverReferenceTimeType = 4;
    private const byte DlrrType = 5;
    private const int BlockHeadLength = 4;
    private const int ReceiverReferenceTimeLength = 8;
    private readonly ReadOnlySpan<byte> body;

    private ExtendedReport(ReadOnlySpan<byte> body)
    {
        this.body = body;
    }

    /// <summary>Who reports.</summary>
    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(body);

    /// <summary>The sub-blocks of all DLRR blocks, for <c>foreach</c>.</summary>
    public DlrrEnumerator Dlrr => new(body[4..]);

    /// <summary>False when it is another message or a block is cut.</summary>
    public static bool TryParse(RtcpPacketView packet, out ExtendedReport report)
    {
        report = default;
        if (packet.PacketType != RtcpPacketType.ExtendedReport || packet.Body.Length < 4)
        {
            return false;
        }

        for (var rest = packet.Body[4..]; !rest.IsEmpty;)
        {
            if (!TryReadBlock(ref rest, out _, out _))
            {
                return false;
            }
        }

        report = new(packet.Body);
        return true;
    }

    /// <summary>The first receiver reference time block.</summary>
    public bool TryGetReceiverReferenceTime(out NtpTime time)
    {
        for (var rest = body[4..]; TryReadBlock(ref rest, out var type, out var contents);)
        {
            if (type == ReceiverReferenceTimeType && contents.Length >= ReceiverReferenceTimeLength)
            {
                time = new(BinaryPrimitives.ReadUInt64BigEndian(contents));
                return true;
            }
        }

        time = default;
        return false;
    }

    /// <summary>Writes a report with a receiver reference time block.</summary>
    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public static int WriteReceiverReferenceTime(Span<byte> destination, uint ssrc, NtpTime time)
    {
        const int length = RtcpHeader.Length + 4 + BlockHeadLength + ReceiverReferenceTimeLength;
        if (destination.Length < length)
        {
            return 0;
        }

        WriteHead(destination, ssrc, ReceiverReferenceTimeType, length);
        BinaryPrimitives.WriteUInt64BigEndian(destination[12..], time.Value);
        return length;
    }

    /// <summary>Writes a report with one DLRR block.</summary>
    /// <returns>Bytes written, 0 when they do not fit or there is nothing to tell.</returns>
    public static int WriteDlrr(Span<byte> destination, uint ssrc, ReadOnlySpan<DlrrSubBlock> subBlocks)
    {
        var length = RtcpHeader.Length + 4 + BlockHeadLength + (subBlocks.Length * DlrrSubBlock.Length);
        if (subBlocks.IsEmpty || destination.Length < length || length > ushort.MaxValue)
        {
            return 0;
        }

        WriteHead(destination, ssrc, DlrrType, length);
        for (var i = 0; i < subBlocks.Length; i++)
        {
            subBlocks[i].Write(destination[(12 + (i * DlrrSubBlock.Length))..]);
        }

        return length;
    }

    private static void WriteHead(Span<byte> destination, uint ssrc, byte blockType, int length)
    {
        RtcpHeader.Write(destination, RtcpPacketType.ExtendedReport, 0, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ssrc);
        destination[8] = blockType;
        destination[9] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], (ushort)((length - 12) / 4));
    }

    private static bool TryReadBlock(scoped ref ReadOnlySpan<byte> rest, out byte type, out ReadOnlySpan<byte> contents)
    {
        type = 0;
        contents = default;
        if (rest.Length < BlockHeadLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) * 4;
        if (length > rest.Length - BlockHeadLength)
        {
            return false;
        }

        type = rest[0];
        contents = rest.Slice(BlockHeadLength, length);
        rest = rest[(BlockHeadLength + length)..];
        return true;
    }

    /// <summary>Walks the sub-blocks of all DLRR blocks.</summary>
    internal ref struct DlrrEnumerator
    {
        private ReadOnlySpan<byte> blocks;
        private ReadOnlySpan<byte> subBlocks;
        private DlrrSubBlock current;

        internal DlrrEnumerator(ReadOnlySpan<byte> blocks)
        {
            this.blocks = blocks;
        }

        public readonly DlrrSubBlock Current => current;

        public readonly DlrrEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!DlrrSubBlock.TryParse(subBlocks, out current))
            {
                if (!TryReadBlock(ref blocks, out var type, out var contents))
                {
                    return false;
                }

                subBlocks = type == DlrrType ? contents : default;
            }

            subBlocks = subBlocks[DlrrSubBlock.Length..];
            return true;
        }
    }
}
