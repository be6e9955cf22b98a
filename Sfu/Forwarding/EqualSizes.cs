namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Makes packets that leave together equally long by RTP padding (RFC 3550 section 5.1). The kernel takes what is of one size as one
/// send, of which only the last may be shorter, while an encoder's packetiser cuts a frame into pieces that differ by a byte, the
/// longer ones behind: without this most frames take two sends a receiver, and a send costs more than all else about a packet.
/// </summary>
internal static class EqualSizes
{
    /// <summary>Padding added at most, bytes: enough for that byte and for an extension that one packet has and another has not.</summary>
    public const int MostPadding = 12;

    /// <summary>Sets the padding of packets that go to the same receivers, one after the other.</summary>
    public static void Apply(Span<SourcePacket> packets)
    {
        while (packets.Length > 1)
        {
            var count = CountAlike(packets, out var longest);

            // The last of them may be shorter as it is.
            foreach (ref var packet in packets[..(count - 1)])
            {
                packet.Padding = (byte)(longest - LengthOf(packet));
            }

            packets = packets[count..];
        }
    }

    /// <summary>How many from the first on can be one send, and what the longest of them takes.</summary>
    private static int CountAlike(ReadOnlySpan<SourcePacket> packets, out int longest)
    {
        longest = LengthOf(packets[0]);
        var shortest = longest;
        for (var i = 1; i < packets.Length; i++)
        {
            var length = LengthOf(packets[i]);
            if (length > shortest + MostPadding)
            {
                return i;
            }

            if (length < longest - MostPadding)
            {
                return i + 1;
            }

            longest = Math.Max(longest, length);
            shortest = Math.Min(shortest, length);
        }

        return packets.Length;
    }

    /// <summary>Payload and what the forwarded extensions add to the header, which is otherwise equally long in all packets of a slot.</summary>
    private static int LengthOf(in SourcePacket packet)
    {
        var extensions = new ForwardedExtensions((ulong)packet.Buffer.Word0, (ulong)packet.Buffer.Word1);
        return packet.PayloadLength + ((extensions.Length + 3) & ~3);
    }
}
