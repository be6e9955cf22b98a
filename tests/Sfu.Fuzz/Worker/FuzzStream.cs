using System.Buffers.Binary;
using Vidrn.Sfu.Fuzz.Rtp;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>One SSRC that a client sends, with its numbers.</summary>
internal sealed class FuzzStream(uint ssrc, byte payloadType, string mid, string rid, bool isRtx)
{
    private readonly byte[] keyframe = Make(ssrc, payloadType, mid, rid, isRtx, isKeyframe: true);
    private readonly byte[] delta = Make(ssrc, payloadType, mid, rid, isRtx, isKeyframe: false);
    private uint timestamp = 1000;

    public uint Ssrc => ssrc;

    /// <summary>How far a stream may go beyond what was last taken for RTP: from half the circle on the rollover counters part for good.</summary>
    public const int MaxLead = 0x7000;

    /// <summary>ROC and sequence number of the last packet sent.</summary>
    public long Index { get; set; } = 40_000;

    /// <summary>The highest index of those that the worker took for RTP, not RTCP or anything else.</summary>
    public long Accepted { get; set; } = 40_000;

    public byte[] Keyframe => keyframe;

    public byte[] Delta => delta;

    /// <summary>Sends the next packet as an honest client would.</summary>
    public void Send(FuzzClient client, bool isKeyframe)
    {
        var packet = isKeyframe ? keyframe : delta;
        Index++;
        timestamp += payloadType == 111 ? 960u : 3000u;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)Index);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        client.SendRtp(packet, (uint)(Index >> 16));
    }

    private static byte[] Make(uint ssrc, byte payloadType, string mid, string rid, bool isRtx, bool isKeyframe)
    {
        byte[] media = payloadType == 111 ? RtpSamples.Opus : isKeyframe ? RtpSamples.Vp8Keyframe : RtpSamples.Vp8Delta;
        return RtpSamples.Packet(ssrc, payloadType, mid, rid, isRtx ? [0x9C, 0x41, .. media] : media, repaired: isRtx);
    }
}
