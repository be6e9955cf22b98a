namespace Vidrn.Sfu.Sdp;

/// <summary>Bounds on a description taken from the network. Past one the text is refused as <see cref="SdpProblem.TooLarge"/>.</summary>
internal sealed record SdpLimits
{
    /// <summary>The limits of the wire protocol.</summary>
    public static SdpLimits Default { get; } = new();

    /// <summary>UTF-8 bytes of the whole text.</summary>
    public int MaxBytes { get; init; } = 192 * 1024;

    public int MaxLines { get; init; } = 4096;

    /// <summary>UTF-16 characters of one line, without its end.</summary>
    public int MaxLineLength { get; init; } = 4096;

    public int MaxMediaSections { get; init; } = 64;

    /// <summary>Formats of one m-line. A Chromium that is left to its own codecs offers 34 on a recvonly video line.</summary>
    public int MaxPayloadTypes { get; init; } = 64;

    /// <summary>Header extensions of one m-line, those of the session level included.</summary>
    public int MaxExtensions { get; init; } = 32;

    /// <summary>Distinct feedback values of one payload type.</summary>
    public int MaxFeedback { get; init; } = 32;

    /// <summary>a=rid lines of one m-line, and streams in each list of its a=simulcast.</summary>
    public int MaxRids { get; init; } = 16;

    /// <summary>Distinct SSRCs of one m-line; also its a=ssrc-group lines and the SSRCs of one group.</summary>
    public int MaxSsrcs { get; init; } = 64;

    /// <summary>a=fingerprint lines of one level.</summary>
    public int MaxFingerprints { get; init; } = 8;
}
