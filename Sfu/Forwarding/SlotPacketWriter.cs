using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Writes a source's packet as a slot sends it: header, CSRC and extensions new, payload copied, picture ids replaced in it. The
/// first sending and RTX (RFC 4588) are the same write with another header and two bytes more.
/// </summary>
internal static class SlotPacketWriter
{
    /// <summary>Extension bytes at most: 4 header + 4 + 2 + 2 + 4 + 9, padded; and RTP padding.</summary>
    private const int MaxOverhead = 64 + EqualSizes.MostPadding;

    /// <summary>Whether a packet with this payload fits a buffer, with room for the tag.</summary>
    public static bool Fits(int payloadLength) => payloadLength + MaxOverhead <= PacketBuffer.Capacity - 64;

    /// <summary>Writes into <paramref name="target"/>, sets its length and returns the header length; 0 when it would not fit.</summary>
    /// <param name="target">A rented buffer.</param>
    /// <param name="source">The decrypted source packet.</param>
    /// <param name="sourceHeaderLength">Of its RTP header, bytes.</param>
    /// <param name="payloadLength">Of its payload without padding, bytes.</param>
    /// <param name="sent">What to write: timestamp, payload type, picture ids; padding, but not into RTX.</param>
    /// <param name="ssrc">Primary or RTX SSRC.</param>
    /// <param name="payloadType">Primary or RTX payload type.</param>
    /// <param name="sequenceNumber">In the stream of <paramref name="ssrc"/>.</param>
    /// <param name="originalSequenceNumber">For RTX the OSN; -1 otherwise.</param>
    /// <param name="ids">The receiver's extension ids.</param>
    /// <param name="now">For abs-send-time.</param>
    [SkipLocalsInit]
    public static int Write(PacketBuffer target, PacketBuffer source, int sourceHeaderLength, int payloadLength, in SentPacket sent, uint ssrc,
        byte payloadType, ushort sequenceNumber, int originalSequenceNumber, in SlotExtensionIds ids, Instant now)
    {
        if (!Fits(payloadLength))
        {
            return 0;
        }

        var memory = target.Memory;
        var from = source.Span;
        var marker = (from[1] & 0x80) != 0;
        var payload = from.Slice(sourceHeaderLength, payloadLength);
        var extensions = new ForwardedExtensions((ulong)source.Word0, (ulong)source.Word1);
        var headerLength = WriteHeader(memory, marker, payloadType, sequenceNumber, sent, ssrc, extensions, ids, now);
        var at = headerLength;
        if (originalSequenceNumber >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(memory[at..], (ushort)originalSequenceNumber);
            at += 2;
        }

        payload.CopyTo(memory[at..]);
        if (sent.RewritesPicture)
        {
            Vp8PayloadDescriptor.Rewrite(memory.Slice(at, payload.Length), sent.PictureId, sent.Tl0PicIdx);
        }

        at += payload.Length;
        if (sent.Padding != 0 && originalSequenceNumber < 0)
        {
            WritePadding(memory, at, sent.Padding);
            at += sent.Padding;
        }

        target.Length = at;
        return headerLength;
    }

    /// <summary>Writes a packet of padding alone (RFC 3550 section 5.1); returns the header length.</summary>
    public static int WritePadding(PacketBuffer target, in SentPacket sent, uint ssrc, byte payloadType, ushort sequenceNumber, byte padding,
        in SlotExtensionIds ids, Instant now)
    {
        var memory = target.Memory;
        var headerLength = WriteHeader(memory, false, payloadType, sequenceNumber, sent, ssrc, default, ids, now);
        WritePadding(memory, headerLength, padding);
        target.Length = headerLength + padding;
        return headerLength;
    }

    /// <summary>Writes RTX of a packet without payload: the OSN alone (RFC 4588 section 4); returns the header length.</summary>
    public static int WriteEmptyRtx(PacketBuffer target, in SentPacket sent, uint ssrc, byte payloadType, ushort sequenceNumber,
        ushort originalSequenceNumber, in SlotExtensionIds ids, Instant now)
    {
        var memory = target.Memory;
        var headerLength = WriteHeader(memory, false, payloadType, sequenceNumber, sent, ssrc, default, ids, now);
        BinaryPrimitives.WriteUInt16BigEndian(memory[headerLength..], originalSequenceNumber);
        target.Length = headerLength + 2;
        return headerLength;
    }

    private static void WritePadding(Span<byte> memory, int at, byte padding)
    {
        memory[0] |= 0x20;
        memory.Slice(at, padding).Clear();
        memory[at + padding - 1] = padding;
    }

    private static int WriteHeader(Span<byte> memory, bool marker, byte payloadType, ushort sequenceNumber, in SentPacket sent, uint ssrc,
        ForwardedExtensions extensions, in SlotExtensionIds ids, Instant now)
    {
        memory[0] = 0x81;
        memory[1] = (byte)((marker ? 0x80 : 0) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(memory[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(memory[4..], sent.Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(memory[8..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(memory[12..], sent.Csrc);
        var at = 20;
        if (ids.AbsSendTime != 0)
        {
            // 6.18 fixed point seconds; only differences matter, so the monotonic clock serves. It wraps each 64 s.
            var time = (uint)(((ulong)now.Nanoseconds % 64_000_000_000 << 18) / 1_000_000_000);
            memory[at] = (byte)((ids.AbsSendTime << 4) | 2);
            memory[at + 1] = (byte)(time >> 16);
            memory[at + 2] = (byte)(time >> 8);
            memory[at + 3] = (byte)time;
            at += 4;
        }

        if (ids.AudioLevel != 0 && extensions.HasAudioLevel)
        {
            memory[at] = (byte)(ids.AudioLevel << 4);
            memory[at + 1] = extensions.AudioLevel;
            at += 2;
        }

        if (ids.VideoOrientation != 0 && extensions.HasOrientation)
        {
            memory[at] = (byte)(ids.VideoOrientation << 4);
            memory[at + 1] = extensions.Orientation;
            at += 2;
        }

        if (ids.PlayoutDelay != 0 && extensions.HasPlayoutDelay)
        {
            memory[at] = (byte)((ids.PlayoutDelay << 4) | 2);
            memory[at + 1] = (byte)(extensions.PlayoutDelay >> 16);
            memory[at + 2] = (byte)(extensions.PlayoutDelay >> 8);
            memory[at + 3] = (byte)extensions.PlayoutDelay;
            at += 4;
        }

        if (ids.AbsCaptureTime != 0 && extensions.CaptureTime != 0)
        {
            memory[at] = (byte)((ids.AbsCaptureTime << 4) | 7);
            BinaryPrimitives.WriteUInt64BigEndian(memory[(at + 1)..], MoveNtp(extensions.CaptureTime, sent.CaptureOffset));
            at += 9;
        }

        if (at == 20)
        {
            return 16;
        }

        while ((at & 3) != 0)
        {
            memory[at++] = 0;
        }

        memory[0] |= 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(memory[16..], 0xBEDE);
        BinaryPrimitives.WriteUInt16BigEndian(memory[18..], (ushort)((at - 20) / 4));
        return at;
    }

    private static ulong MoveNtp(ulong ntp, long nanoseconds) => ntp + (ulong)(long)(((Int128)nanoseconds << 32) / 1_000_000_000);
}
