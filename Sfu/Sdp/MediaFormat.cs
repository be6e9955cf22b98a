namespace Vidrn.Sfu.Sdp;

/// <summary>One payload type of an m-line with all that its attributes say about it.</summary>
internal sealed class MediaFormat(int payloadType)
{
    private readonly List<string> _feedback = [];

    public int PayloadType { get; } = payloadType;

    /// <summary>Null for a static payload type that is not spelled out.</summary>
    public RtpMap? RtpMap { get; private set; }

    /// <summary>The parameters of a=fmtp as written; empty without the line.</summary>
    public string Fmtp { get; private set; } = "";

    /// <summary>Values of a=rtcp-fb, such as <c>nack pli</c> (RFC 4585 section 4.2).</summary>
    public IReadOnlyList<string> Feedback => _feedback;

    /// <summary>False when this payload type already has a map: a number may mean one thing only.</summary>
    public bool TrySetRtpMap(RtpMap map)
    {
        if (RtpMap is not null && RtpMap != map)
        {
            return false;
        }

        RtpMap = map;
        return true;
    }

    /// <summary>Keeps the first of several lines.</summary>
    public void SetFmtp(ReadOnlySpan<char> parameters)
    {
        if (Fmtp.Length == 0)
        {
            Fmtp = parameters.ToString();
        }
    }

    /// <summary>False at the bound.</summary>
    public bool TryAddFeedback(ReadOnlySpan<char> value, int max)
    {
        foreach (var known in _feedback)
        {
            if (value.SequenceEqual(known))
            {
                return true;
            }
        }

        if (_feedback.Count >= max)
        {
            return false;
        }

        _feedback.Add(value.ToString());
        return true;
    }

    public bool HasFeedback(string value) => _feedback.Contains(value, StringComparer.OrdinalIgnoreCase);
}
