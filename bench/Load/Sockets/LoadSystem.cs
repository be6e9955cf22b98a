using System.Globalization;
using System.Runtime.InteropServices;

namespace Vidrn.Bench.Load.Sockets;

/// <summary>The kernel calls that only the load generator makes, with the kernel's names.</summary>
internal static unsafe partial class LoadSystem
{
    public const int EPOLL_CLOEXEC = 0x8_0000;
    public const int EPOLL_CTL_ADD = 1;
    public const uint EPOLLIN = 1;
    private const int CLOCK_THREAD_CPUTIME_ID = 3;

    /// <summary>struct epoll_event is packed on x64 alone.</summary>
    public static int EpollEventSize { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary>Where its data is.</summary>
    public static int EpollDataOffset { get; } = EpollEventSize - 8;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* change);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_wait(int epoll, byte* events, int most, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int connect(int descriptor, void* address, uint length);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, Vidrn.Sfu.Transport.TimeSpec* time);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_setaffinity(int thread, nuint length, ulong* mask);

    /// <summary>CPU time of the calling thread.</summary>
    public static TimeSpan ThreadCpuTime()
    {
        Vidrn.Sfu.Transport.TimeSpec time;
        _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100));
    }

    /// <summary>Pins every thread that this process has now; those it makes later inherit it from their makers.</summary>
    public static void PinProcess(int cpu)
    {
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            Pin(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), cpu);
        }
    }

    /// <summary>Pins the calling thread.</summary>
    public static void PinThread(int cpu) => Pin(0, cpu);

    private static void Pin(int thread, int cpu)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cpu, 1023);
        var mask = stackalloc ulong[16];
        mask[cpu / 64] = 1UL << (cpu % 64);
        if (sched_setaffinity(thread, 16 * sizeof(ulong), mask) != 0 && thread == 0)
        {
            throw new InvalidOperationException($"CPU {cpu} is not to be had (error {Marshal.GetLastPInvokeError()})");
        }
    }
}
