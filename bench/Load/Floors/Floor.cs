using System.Globalization;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Floors;

/// <summary>
/// What the kernel charges for the load's datagrams with no SFU at all: one thread sends the same sizes at the same moments to as many
/// sockets, which another CPU empties. No encryption, no rewriting, no receiving, no timers: nothing that serves calls can reach it.
/// </summary>
internal static class Floor
{
    private const int Rounds = 3;

    /// <summary>RTP header with CSRC and two extensions, and the tag of AEAD_AES_128_GCM.</summary>
    private const int Overhead = 44;

    private static readonly IpAddress Loopback = IpAddress.From(System.Net.IPAddress.Loopback);

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var figures = new List<FloorFigure>();
        VideoPattern[] patterns = options.GsoOnly ? [options.Video.Pattern] : Enum.GetValues<VideoPattern>();
        bool[] offloads = options.GsoOnly ? [true] : [false, true];
        var length = options.Duration / (Rounds * patterns.Length * offloads.Length);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var pattern in patterns)
            {
                foreach (var offload in offloads)
                {
                    figures.Add(Measure(options with { Video = options.Video with { Pattern = pattern } }, offload, length));
                }
            }
        }

        var best = figures.GroupBy(f => (f.Pattern, f.Offload)).Select(g => g.OrderBy(f => f.PacketsPerCpuSecond).ElementAt(g.Count() / 2)).ToArray();
        Console.WriteLine($"the kernel's floor: {options.Watchers} receivers, {(options.AudioOnly ? "audio" : "audio and video")}, median of {Rounds} interleaved rounds of {length.TotalSeconds:F1} s");
        foreach (var figure in best)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {figure.Pattern,-11} {(figure.Offload ? "a receiver's run as one GSO message" : "sendmmsg, one datagram a message  ")} {figure.PacketsPerCpuSecond,10:N0} packets/CPU-second   ({figure.Sent:N0} sent, {100.0 * figure.Received / figure.Sent:F2} % received)"));
        }

        if (options.Json is { } path)
        {
            await LoadReport.WriteAsync(path, options, best);
        }

        return 0;
    }

    private static FloorFigure Measure(LoadOptions options, bool offload, TimeSpan length)
    {
        FloorFigure? figure = null;
        var thread = new Thread(() => figure = Send(options, offload, length));
        thread.Start();
        thread.Join();
        return figure!;
    }

    private static FloorFigure Send(LoadOptions options, bool offload, TimeSpan length)
    {
        LoadSystem.PinThread(options.ServerCpu);
        using var sender = new FloorSender(Loopback);
        using var receivers = new FloorReceivers(Loopback, sender.Port, options.Watchers, options.Pin ?? Math.Min(1, Environment.ProcessorCount - 1));
        var pattern = new FloorPattern(options);
        SendFor(TimeSpan.FromMilliseconds(300));
        Thread.Sleep(50);
        var (sent, received, cpu) = (sender.Sent, receivers.Received, LoadSystem.ThreadCpuTime());
        SendFor(length);
        var used = LoadSystem.ThreadCpuTime() - cpu;
        Thread.Sleep(50);
        sent = sender.Sent - sent;
        return new FloorFigure(options.Video.Pattern, offload, sent, receivers.Received - received, used.TotalSeconds, Math.Round(sent / used.TotalSeconds));

        void SendFor(TimeSpan time)
        {
            var start = MonotonicClock.Now;
            pattern.Restart();
            while (pattern.Next(out var at, out var packets, out var isVideo) && at < time)
            {
                while (start + at - MonotonicClock.Now is var wait && wait > TimeSpan.Zero)
                {
                    Pause(wait);
                }

                var bytes = (isVideo ? options.Video.PacketBytes : options.AudioBytes) + Overhead;
                sender.Send(Loopback, receivers.Ports, packets, bytes, offload && isVideo);
            }
        }
    }

    private static unsafe void Pause(TimeSpan time)
    {
        var timeout = new TimeSpec { Nanoseconds = Math.Min(time.Ticks * 100, 999_999_999) };
        _ = LinuxSystem.ppoll(null, 0, &timeout, null);
    }
}

/// <summary>One measurement.</summary>
internal sealed record FloorFigure(VideoPattern Pattern, bool Offload, long Sent, long Received, double CpuSeconds, double PacketsPerCpuSecond);
