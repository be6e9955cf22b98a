namespace Vidrn.Sfu.Sdp;

/// <summary>A codec the server forwards, and what it says about it in an answer.</summary>
internal sealed record SdpCodecSupport
{
    public required MediaKind Kind { get; init; }

    public required string Name { get; init; }

    public required int ClockRate { get; init; }

    public int Channels { get; init; } = 1;

    /// <summary>Accept the offered retransmission format (RFC 4588).</summary>
    public bool Rtx { get; init; }

    /// <summary>Judges the offered a=fmtp parameters; null takes any.</summary>
    public Func<string, bool>? FmtpMatch { get; init; }

    /// <summary>Names of the offered parameters that the answer repeats; null repeats the whole line.</summary>
    public IReadOnlyList<string>? EchoedParameters { get; init; } = [];

    /// <summary>Parameters that stand in every answer.</summary>
    public string FixedParameters { get; init; } = "";

    /// <summary>
    /// RTCP feedback that is accepted where it is offered: <c>nack</c>, <c>nack pli</c>, <c>ccm fir</c>, <c>transport-cc</c>,
    /// <c>goog-remb</c>.
    /// </summary>
    public IReadOnlyList<string> Feedback { get; init; } = [];

    public bool Matches(MediaKind kind, MediaFormat format) =>
        kind == Kind && format.RtpMap is { } map && map.Is(Name) && map.ClockRate == ClockRate && map.Channels == Channels
        && (FmtpMatch is null || FmtpMatch(format.Fmtp));

    public string AnswerFmtp(string offered) =>
        EchoedParameters is null ? offered : FormatParameters.Filter(offered, EchoedParameters, FixedParameters);
}
