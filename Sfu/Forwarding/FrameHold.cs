namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Learns for one layer whether to wait for the rest of a frame pays. A browser sends a frame within some 0.3 ms, but not in one batch:
/// taken together it is one send a receiver, taken as it trickles in several. A publisher that spaces its packets out gains nothing by it,
/// and would only have each of them later.
/// </summary>
internal struct FrameHold
{
    /// <summary>Receivers from which on it pays: to fewer, the delay is worth more than the sends.</summary>
    public const int LeastReceivers = 4;

    private const int Most = 16;
    private const int Enough = 8;
    private const int Gain = 2;

    /// <summary>Times that it would be tried, after which it is, though it has not paid: the publisher may have changed.</summary>
    private const int TryEach = 32;

    private int score = Enough;
    private int passed;

    public FrameHold()
    {
    }

    /// <summary>Whether to wait this time.</summary>
    public bool TryBegin()
    {
        if (score >= Enough)
        {
            return true;
        }

        passed = (passed + 1) % TryEach;
        return passed == 0;
    }

    /// <summary>The waiting is over.</summary>
    /// <param name="gained">More of the frame has come meanwhile.</param>
    public void End(bool gained) => score = gained ? Math.Min(Most, score + Gain) : Math.Max(0, score - 1);
}
