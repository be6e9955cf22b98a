using Microsoft.Win32.SafeHandles;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// Sleeps on a socket and an eventfd. ppoll takes nanoseconds and every C library has it; with two descriptors epoll would be
/// no faster.
/// </summary>
internal sealed unsafe class LinuxWaiter : IDisposable
{
    private readonly int socket;
    private readonly SafeFileHandle wake;
    private WakeFlag flag;

    public LinuxWaiter(int socket)
    {
        this.socket = socket;
        var descriptor = LinuxSystem.eventfd(0, LinuxSystem.EFD_NONBLOCK | LinuxSystem.EFD_CLOEXEC);
        if (descriptor < 0)
        {
            throw new SocketOpenException(SocketOpenError.Other, $"eventfd failed with error {LinuxSystem.LastError}.");
        }

        wake = new(descriptor, ownsHandle: true);
    }

    /// <summary>See <see cref="IDatagramSocket.Wait"/>.</summary>
    public void Wait(Instant until)
    {
        if (!flag.TryLieDown())
        {
            return;
        }

        var polls = stackalloc PollDescriptor[2];
        polls[0] = new() { Descriptor = socket, Events = LinuxSystem.POLLIN };
        polls[1] = new() { Descriptor = (int)wake.DangerousGetHandle(), Events = LinuxSystem.POLLIN };
        while (Poll(polls, until) < 0 && LinuxSystem.LastError == LinuxSystem.EINTR)
        {
            // A signal, such as the runtime's own.
        }

        if (polls[1].Returned != 0)
        {
            ulong count;
            _ = LinuxSystem.read(polls[1].Descriptor, &count, sizeof(ulong));
        }

        flag.Rise();
    }

    /// <summary>See <see cref="IDatagramSocket.Wake"/>.</summary>
    public void Wake()
    {
        if (!flag.Signal())
        {
            return;
        }

        ulong one = 1;
        try
        {
            _ = LinuxSystem.write(wake, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The worker has gone; there is nobody to rouse.
        }
    }

    public void Dispose() => wake.Dispose();

    private static int Poll(PollDescriptor* polls, Instant until)
    {
        if (until == Instant.Never)
        {
            return LinuxSystem.ppoll(polls, 2, null, null);
        }

        var remaining = Math.Max(0, until.Nanoseconds - MonotonicClock.Now.Nanoseconds);
        var timeout = new TimeSpec { Seconds = remaining / 1_000_000_000, Nanoseconds = remaining % 1_000_000_000 };
        return LinuxSystem.ppoll(polls, 2, &timeout, null);
    }
}
