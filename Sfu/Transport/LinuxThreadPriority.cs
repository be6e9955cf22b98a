namespace Vidrn.Sfu.Transport;

/// <summary>
/// Puts a thread before the others on its core: where chat, sign-ups and media share one, media is not to wait for a slice to end. On
/// Linux the runtime leaves a thread's priority as it is.
/// </summary>
internal static class LinuxThreadPriority
{
    private const int PrioProcess = 0;
    private const uint CallingThread = 0;
    private const int Niceness = -10;

    /// <summary>Raises the calling thread's priority. False where the process may not (CAP_SYS_NICE), and it goes on as it is.</summary>
    public static bool TryRaise() => OperatingSystem.IsLinux() && LinuxSystem.setpriority(PrioProcess, CallingThread, Niceness) == 0;
}
