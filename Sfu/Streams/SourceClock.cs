namespace Vidrn.Sfu.Streams;

/// <summary>
/// One stream's line from RTP timestamps to the server's clock, from its last sender report (RFC 3550 section 6.4.1) moved by the
/// publisher's clock offset.
/// </summary>
/// <param name="IsKnown">False until the first sender report.</param>
/// <param name="RtpTimestamp">The report's RTP timestamp.</param>
/// <param name="ServerNanoseconds">The same moment on the server's monotonic clock.</param>
internal readonly record struct SourceClock(bool IsKnown, uint RtpTimestamp, long ServerNanoseconds)
{
    /// <summary>When the media with <paramref name="timestamp"/> was captured, on the server's clock, in nanoseconds.</summary>
    public long CaptureTime(uint timestamp, int clockRate) =>
        ServerNanoseconds + ((long)(int)(timestamp - RtpTimestamp) * 1_000_000_000 / clockRate);
}
