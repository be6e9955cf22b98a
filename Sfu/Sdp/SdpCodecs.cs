namespace Vidrn.Sfu.Sdp;

/// <summary>The codecs this server knows how to describe. Which are forwarded is the caller's choice of entries.</summary>
internal static class SdpCodecs
{
    private static readonly string[] VideoFeedback = ["nack", "nack pli", "ccm fir", "transport-cc", "goog-remb"];

    public static SdpCodecSupport Opus { get; } = new()
    {
        Kind = MediaKind.Audio,
        Name = "opus",
        ClockRate = 48000,
        Channels = 2,
        EchoedParameters = ["minptime", "maxplaybackrate", "maxaveragebitrate", "stereo", "cbr", "usedtx"],
        FixedParameters = "useinbandfec=1",
        Feedback = ["nack", "transport-cc"],
    };

    /// <summary>RFC 2198 over Opus. Its parameters name the payload types inside.</summary>
    public static SdpCodecSupport Red { get; } = new()
    {
        Kind = MediaKind.Audio,
        Name = "red",
        ClockRate = 48000,
        Channels = 2,
        EchoedParameters = null,
        Feedback = ["transport-cc"],
    };

    /// <summary>Firefox offers max-fs and max-fr, which bind a sender; the answer leaves them out, so the publisher is not bound.</summary>
    public static SdpCodecSupport Vp8 { get; } = Video("VP8");

    public static SdpCodecSupport Vp9 { get; } = Video("VP9") with
    {
        FmtpMatch = fmtp => FormatParameters.IsAbsentOr(fmtp, "profile-id", "0"),
        EchoedParameters = ["profile-id"],
    };

    /// <summary>Constrained baseline in single-NAL-or-fragment packets, which every browser decodes.</summary>
    public static SdpCodecSupport H264 { get; } = Video("H264") with
    {
        FmtpMatch = fmtp => FormatParameters.Is(fmtp, "packetization-mode", "1")
            && FormatParameters.TryGet(fmtp, "profile-level-id", out var profile)
            && profile.StartsWith("42e0", StringComparison.OrdinalIgnoreCase),
        EchoedParameters = ["level-asymmetry-allowed", "packetization-mode", "profile-level-id"],
    };

    public static SdpCodecSupport Av1 { get; } = Video("AV1") with
    {
        FmtpMatch = fmtp => FormatParameters.IsAbsentOr(fmtp, "profile", "0"),
        EchoedParameters = ["level-idx", "profile", "tier"],
    };

    /// <summary>The codecs of the wire protocol, version 1.</summary>
    public static IReadOnlyList<SdpCodecSupport> Forwarded { get; } = [Opus, Vp8];

    private static SdpCodecSupport Video(string name) => new()
    {
        Kind = MediaKind.Video,
        Name = name,
        ClockRate = 90000,
        Rtx = true,
        Feedback = VideoFeedback,
    };
}
