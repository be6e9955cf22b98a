using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Fuzz.Rtp;

/// <summary>RTP packets as browsers send them, before SRTP.</summary>
internal static class RtpSamples
{
    /// <summary>A VP8 keyframe's first payload bytes: descriptor with 15-bit picture id, TL0PICIDX, TID; 640 by 360.</summary>
    public static readonly byte[] Vp8Keyframe = Convert.FromHexString("90E0812345208019009D012A80026801" + "0102030405060708");

    /// <summary>A picture of temporal layer 1.</summary>
    public static readonly byte[] Vp8Delta = Convert.FromHexString("90E08124466031AABBCCDDEEFF00112233");

    public static readonly byte[] Opus = Convert.FromHexString("78112233445566778899AABBCCDDEEFF");

    public static byte[] Packet(uint ssrc, byte payloadType, string mid, string rid, ReadOnlySpan<byte> payload, bool twoByte = false, bool repaired = false)
    {
        var memory = new byte[payload.Length + 128];
        var writer = new RtpHeaderWriter(memory, true, payloadType, 1000, 90_000, ssrc, null, twoByte);
        if (mid.Length > 0)
        {
            writer.AddExtension(4, System.Text.Encoding.ASCII.GetBytes(mid));
        }

        if (rid.Length > 0)
        {
            writer.AddExtension(repaired ? 11 : 10, System.Text.Encoding.ASCII.GetBytes(rid));
        }

        writer.AddExtension(3, [0x12, 0x34]);
        writer.AddExtension(2, [1, 2, 3]);
        writer.AddExtension(1, [0x85]);
        writer.AddExtension(7, [0xE9, 0, 0, 0, 0, 0, 0, 1]);
        writer.AddExtension(5, [3]);
        writer.AddExtension(6, [0, 0x10, 0x20]);
        var length = writer.Complete();
        payload.CopyTo(memory.AsSpan(length));
        return memory[..(length + payload.Length)];
    }

    /// <summary>The packet with padding of <paramref name="count"/> bytes.</summary>
    public static byte[] Padded(byte[] packet, byte count)
    {
        byte[] padded = [.. packet, .. new byte[count - 1], count];
        padded[0] |= 0x20;
        return padded;
    }

    public static IEnumerable<byte[]> All =>
    [
        Packet(1, 111, "0", "", Opus),
        Packet(2, 96, "1", "q", Vp8Keyframe),
        Packet(2, 96, "1", "q", Vp8Delta, twoByte: true),
        Packet(3, 97, "1", "q", [0x03, 0xE8, .. Vp8Keyframe], repaired: true),
        Padded(Packet(3, 97, "", "", []), 200),
        Padded(Packet(2, 96, "", "", Vp8Delta), 4),
        // Two CSRCs, and an extension of neither form.
        Convert.FromHexString("92E003E80001D4C0000000020000000A0000000BABCD0001DEADBEEF9000"),
    ];

    public static IEnumerable<byte[]> Fragments =>
    [
        Convert.FromHexString("BEDE0001"), Convert.FromHexString("BEDEFFFF"), Convert.FromHexString("10000001"), Convert.FromHexString("F0"),
        "@1"u8.ToArray(), Convert.FromHexString("A071"), Convert.FromHexString("9D012A"), Convert.FromHexString("90E0FFFF"),
    ];

    public static Corpus Corpus => new(All, Fragments);
}
