using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The C library's calls that the Linux socket makes, with the kernel's names. All arguments are blittable: a call costs no
/// allocation. The numbers hold for Linux on x64 and arm64.
/// </summary>
internal static unsafe partial class LinuxSystem
{
    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int SOCK_DGRAM = 2;
    public const int SOCK_NONBLOCK = 0x800;
    public const int SOCK_CLOEXEC = 0x8_0000;
    public const int EFD_NONBLOCK = 0x800;
    public const int EFD_CLOEXEC = 0x8_0000;

    public const int IPPROTO_IP = 0;
    public const int SOL_SOCKET = 1;
    public const int IPPROTO_UDP = 17;
    public const int IPPROTO_IPV6 = 41;

    public const int SO_SNDBUF = 7;
    public const int SO_RCVBUF = 8;
    public const int IP_PKTINFO = 8;
    public const int SO_REUSEPORT = 15;
    public const int IPV6_V6ONLY = 26;
    public const int SO_SNDBUFFORCE = 32;
    public const int SO_RCVBUFFORCE = 33;
    public const int SO_TIMESTAMPNS = 35;
    public const int SO_RXQ_OVFL = 40;
    public const int IPV6_RECVPKTINFO = 49;
    public const int IPV6_PKTINFO = 50;
    public const int UDP_SEGMENT = 103;

    public const int MSG_TRUNC = 0x20;
    public const int MSG_DONTWAIT = 0x40;
    public const short POLLIN = 1;
    public const short POLLOUT = 4;
    public const int CLOCK_REALTIME = 0;

    public const int EINTR = 4;
    public const int EIO = 5;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EINVAL = 22;
    public const int EMSGSIZE = 90;
    public const int EAFNOSUPPORT = 97;
    public const int EADDRINUSE = 98;
    public const int EADDRNOTAVAIL = 99;

    private const string Library = "libc";
    private static readonly string[] Needed = ["recvmmsg", "sendmmsg", "ppoll", "eventfd"];

    /// <summary>Whether this is a Linux that the constants fit, with all the calls.</summary>
    public static bool IsSupported { get; } = Probe();

    /// <summary>The error number of this thread's last failed call.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, SetLastError = true)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int bind(int descriptor, void* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getsockname(int descriptor, void* address, uint* length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setsockopt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getsockopt(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setpriority(int which, uint who, int priority);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint read(int descriptor, void* destination, nuint count);

    /// <summary>A handle, since another thread may write while the owner closes.</summary>
    [LibraryImport(Library, SetLastError = true)]
    public static partial nint write(SafeFileHandle descriptor, void* source, nuint count);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ppoll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, void* signalMask);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int recvmmsg(int descriptor, BatchMessage* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int sendmmsg(int descriptor, BatchMessage* messages, uint count, int flags);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int clock_gettime(int clock, TimeSpec* time);

    /// <summary>Sets an integer option; false when the kernel refuses.</summary>
    public static bool TrySetOption(int descriptor, int level, int name, int value) =>
        setsockopt(descriptor, level, name, &value, sizeof(int)) == 0;

    /// <summary>Reads an integer option; 0 when the kernel refuses.</summary>
    public static int GetOption(int descriptor, int level, int name)
    {
        int value = 0;
        uint length = sizeof(int);
        return getsockopt(descriptor, level, name, &value, &length) == 0 ? value : 0;
    }

    /// <summary>CLOCK_REALTIME in nanoseconds.</summary>
    public static long RealTimeNanoseconds()
    {
        TimeSpec time;
        _ = clock_gettime(CLOCK_REALTIME, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)
            || !NativeLibrary.TryLoad(Library, typeof(LinuxSystem).Assembly, null, out var library))
        {
            return false;
        }

        return Needed.All(name => NativeLibrary.TryGetExport(library, name, out _));
    }
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

/// <summary>struct timespec of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;
}

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public void* Base;
    public nuint Length;
}

/// <summary>struct msghdr of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary>struct mmsghdr: a message, and the bytes the kernel moved for it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchMessage
{
    public MessageHeader Header;
    public uint Length;
}
