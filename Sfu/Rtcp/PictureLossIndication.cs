namespace Vidrn.Sfu.Rtcp;

/// <summary>Picture loss indication, PLI (RFC 4585 section 6.3.1): a decoder asks for a keyframe.</summary>
/// <param name="SenderSsrc">Who asks.</param>
/// <param name="MediaSsrc">The stream asked for one.</param>
internal readonly record struct PictureLossIndication(uint SenderSsrc, uint MediaSsrc)
{
    /// <summary>The feedback message type.</summary>
    public const int Format = 1;

    public static bool TryParse(RtcpPacketView packet, out PictureLossIndication indication)
    {
        var isOne = RtcpHeader.TryReadFeedback(packet, RtcpPacketType.PayloadSpecificFeedback, Format, out var sender, out var media);
        indication = new(sender, media);
        return isOne;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc)
    {
        const int length = RtcpHeader.FeedbackLength;
        if (destination.Length < length)
        {
            return 0;
        }

        RtcpHeader.WriteFeedback(destination, RtcpPacketType.PayloadSpecificFeedback, Format, length, senderSsrc, mediaSsrc);
        return length;
    }
}
