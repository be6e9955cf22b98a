namespace Vidrn.Sfu.Sdp;

/// <summary>Direction of a media section or of a header extension, seen by whoever wrote the description (RFC 8866 section 6.7).</summary>
internal enum MediaDirection
{
    Inactive,
    SendOnly,
    RecvOnly,
    SendRecv,
}

/// <summary>The words of <see cref="MediaDirection"/>.</summary>
internal static class MediaDirections
{
    public static bool TryParse(ReadOnlySpan<char> word, out MediaDirection direction)
    {
        (var known, direction) = word switch
        {
            "sendrecv" => (true, MediaDirection.SendRecv),
            "sendonly" => (true, MediaDirection.SendOnly),
            "recvonly" => (true, MediaDirection.RecvOnly),
            "inactive" => (true, MediaDirection.Inactive),
            _ => (false, MediaDirection.Inactive),
        };
        return known;
    }

    public static string ToWord(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendRecv => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };

    /// <summary>The same flow seen from the other side.</summary>
    public static MediaDirection Flip(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => MediaDirection.RecvOnly,
        MediaDirection.RecvOnly => MediaDirection.SendOnly,
        _ => direction,
    };

    public static bool Sends(this MediaDirection direction) => direction is MediaDirection.SendOnly or MediaDirection.SendRecv;

    public static bool Receives(this MediaDirection direction) => direction is MediaDirection.RecvOnly or MediaDirection.SendRecv;
}
