using System.Diagnostics;

namespace Vidrn.Sfu.Observability;

/// <summary>The process as the system sees it, by the names Prometheus clients share, and the collector's own figures.</summary>
internal static class ProcessMetrics
{
    public static void Write(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Family("vidrn_build_info", MetricKind.Gauge, "Which Vidrn this is.");
        text.Sample(1, ("version", ServerVersion.Text));
        text.Gauge("process_resident_memory_bytes", "Memory in RAM.", process.WorkingSet64);
        text.Family("process_cpu_seconds_total", MetricKind.Counter, "CPU time, user and system.");
        text.Sample(process.TotalProcessorTime.TotalSeconds);
        text.Gauge("process_start_time_seconds", "Seconds from 1970 UTC to the start.", UnixSeconds(process.StartTime));
        text.Gauge("process_threads", "Threads.", process.Threads.Count);
        if (OperatingSystem.IsLinux())
        {
            text.Gauge("process_open_fds", "Open file descriptors.", Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
        }

        WriteCollector(text);
    }

    private static void WriteCollector(PrometheusText text)
    {
        text.Gauge("dotnet_heap_bytes", "Managed heap after the last collection.", GC.GetGCMemoryInfo().HeapSizeBytes);
        text.Counter("dotnet_allocated_bytes_total", "Bytes allocated on the managed heap.", GC.GetTotalAllocatedBytes());
        text.Family("dotnet_collections_total", MetricKind.Counter, "Garbage collections.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            text.Sample(GC.CollectionCount(generation), ("generation", $"{generation}"));
        }

        text.Family("dotnet_pause_seconds_total", MetricKind.Counter, "Time the collector stopped all threads.");
        text.Sample(GC.GetTotalPauseDuration().TotalSeconds);
    }

    private static double UnixSeconds(DateTime time) => new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
}
