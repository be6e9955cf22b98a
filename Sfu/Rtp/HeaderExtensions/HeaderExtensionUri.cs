namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>The URIs that name header extensions in SDP (<c>a=extmap</c>, RFC 8285 section 5).</summary>
internal static class HeaderExtensionUri
{
    /// <summary>In the order of <see cref="HeaderExtensionKind"/>.</summary>
    private static readonly string[] Uris =
    [
        "urn:ietf:params:rtp-hdrext:sdes:mid",
        "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
        "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
        "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time",
        "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
        "urn:3gpp:video-orientation",
        "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
        "http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00",
        "urn:ietf:params:rtp-hdrext:toffset",
        "urn:ietf:params:rtp-hdrext:csrc-audio-level",
        "http://www.webrtc.org/experiments/rtp-hdrext/video-content-type",
        "http://www.webrtc.org/experiments/rtp-hdrext/video-timing",
        "http://www.webrtc.org/experiments/rtp-hdrext/color-space",
    ];

    /// <summary>How many kinds there are.</summary>
    public static int Count => Uris.Length;

    public static string ToUri(HeaderExtensionKind kind) => Uris[(int)kind];

    /// <summary>URIs are compared octet by octet, as RFC 8285 section 5 asks.</summary>
    public static bool TryFromUri(ReadOnlySpan<char> uri, out HeaderExtensionKind kind)
    {
        for (var i = 0; i < Uris.Length; i++)
        {
            if (uri.SequenceEqual(Uris[i]))
            {
                kind = (HeaderExtensionKind)i;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
