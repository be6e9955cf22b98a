namespace Vidrn.Sfu.Sdp;

/// <summary>Names of the RTP header extensions this server accepts.</summary>
internal static class ExtensionUris
{
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public const string RtpStreamId = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public const string RepairedRtpStreamId = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    public const string SsrcAudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public const string AbsSendTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    public const string TransportWideCc = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    public const string AbsCaptureTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
    public const string DependencyDescriptor = "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";
    public const string VideoLayersAllocation = "http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00";
    public const string VideoOrientation = "urn:3gpp:video-orientation";
    public const string PlayoutDelay = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    /// <summary>
    /// All of them. Chromium stops, for the whole connection, each extension that the first answer leaves out; so they are accepted
    /// on every section, also where packets will not carry them.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Mid, RtpStreamId, RepairedRtpStreamId, SsrcAudioLevel, AbsSendTime, TransportWideCc, AbsCaptureTime, DependencyDescriptor,
        VideoLayersAllocation, VideoOrientation, PlayoutDelay,
    ];
}
