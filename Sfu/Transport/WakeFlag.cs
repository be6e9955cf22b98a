namespace Vidrn.Sfu.Transport;

/// <summary>
/// Whether a worker sleeps, and whether somebody wants it awake. Spares a system call for every wake that meets a worker that
/// is awake, or already being woken. The exchanges are full fences: what was queued before <see cref="Signal"/> is seen
/// after <see cref="Rise"/>.
/// </summary>
internal struct WakeFlag
{
    private const int Awake = 0;
    private const int Wanted = 1;
    private const int Asleep = 2;
    private int state;

    /// <summary>Any thread. True when the caller must now rouse the sleeper by a system call.</summary>
    public bool Signal() => Interlocked.Exchange(ref state, Wanted) == Asleep;

    /// <summary>The worker, before it sleeps. False, and the wish is taken, when it is wanted: it must not sleep.</summary>
    public bool TryLieDown()
    {
        if (Interlocked.CompareExchange(ref state, Asleep, Awake) == Awake)
        {
            return true;
        }

        Rise();
        return false;
    }

    /// <summary>The worker, after it slept and took the rousing call's mark away.</summary>
    public void Rise() => Interlocked.Exchange(ref state, Awake);
}
