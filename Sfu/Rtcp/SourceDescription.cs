using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Source description, SDES (RFC 3550 section 6.5). Of its items only CNAME is looked at.</summary>
internal readonly ref struct SourceDescription
{
    private const byte End = 0;
    private const byte Cname = 1;
    private const int MaxCnameLength = 255;
    private readonly ReadOnlySpan<byte> body;

    private SourceDescription(ReadOnlySpan<byte> body, int count)
    {
        this.body = body;
        Count = count;
    }

    /// <summary>Of chunks, one a source.</summary>
    public int Count { get; }

    public Enumerator GetEnumerator() => new(body, Count);

    /// <summary>False when it is another message, or a chunk or its items are cut or unterminated.</summary>
    public static bool TryParse(RtcpPacketView packet, out SourceDescription description)
    {
        description = default;
        if (packet.PacketType != RtcpPacketType.SourceDescription)
        {
            return false;
        }

        var position = 0;
        for (var i = 0; i < packet.Count; i++)
        {
            if (!TryReadChunk(packet.Body, ref position, out _))
            {
                return false;
            }
        }

        description = new(packet.Body, packet.Count);
        return true;
    }

    /// <summary>Writes one chunk with a CNAME.</summary>
    /// <returns>Bytes written, 0 when they do not fit or the CNAME is above 255 bytes.</returns>
    public static int Write(Span<byte> destination, uint ssrc, ReadOnlySpan<byte> cname)
    {
        // SSRC, type, length, text, then one to four zeros.
        var length = RtcpHeader.Length + ((4 + 2 + cname.Length + 4) & ~3);
        if (cname.Length > MaxCnameLength || destination.Length < length)
        {
            return 0;
        }

        destination[..length].Clear();
        RtcpHeader.Write(destination, RtcpPacketType.SourceDescription, 1, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ssrc);
        destination[8] = Cname;
        destination[9] = (byte)cname.Length;
        cname.CopyTo(destination[10..]);
        return length;
    }

    private static bool TryReadChunk(ReadOnlySpan<byte> body, scoped ref int position, out Chunk chunk)
    {
        chunk = default;
        if (body.Length - position < 4)
        {
            return false;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(body[position..]);
        position += 4;
        ReadOnlySpan<byte> cname = default;
        while (position < body.Length && body[position] != End)
        {
            if (body.Length - position < 2 || body.Length - position - 2 < body[position + 1])
            {
                return false;
            }

            if (body[position] == Cname)
            {
                cname = body.Slice(position + 2, body[position + 1]);
            }

            position += 2 + body[position + 1];
        }

        // At least one zero, and on to the next 32-bit boundary.
        position = (position + 4) & ~3;
        chunk = new(ssrc, cname);
        return position <= body.Length;
    }

    /// <summary>What one source said of itself.</summary>
    /// <param name="ssrc">The source.</param>
    /// <param name="cname">Its canonical name; empty when it gave none.</param>
    internal readonly ref struct Chunk(uint ssrc, ReadOnlySpan<byte> cname)
    {
        public uint Ssrc { get; } = ssrc;

        public ReadOnlySpan<byte> Cname { get; } = cname;
    }

    /// <summary>Walks the chunks.</summary>
    internal ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> body;
        private int position;
        private int left;
        private Chunk current;

        internal Enumerator(ReadOnlySpan<byte> body, int count)
        {
            this.body = body;
            left = count;
        }

        public readonly Chunk Current => current;

        public bool MoveNext() => left-- > 0 && TryReadChunk(body, ref position, out current);
    }
}
