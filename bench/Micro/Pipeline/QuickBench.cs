using System.Diagnostics;
using System.Globalization;

namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>`./vidrn bench --quick`: the pipeline's table by stopwatch in under a minute, for daily use. The best of many rounds: whatever else the machine does only adds.</summary>
internal static class QuickBench
{
    private const int LeastRounds = 6;
    private static readonly int[] Receivers = [1, 10, 100, 500];

    /// <summary>Until the code is compiled for good; each case's, since what is inlined follows what runs.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan CaseTime = TimeSpan.FromSeconds(2);

    public static int Run(ExpectedAllocations expected)
    {
        var failed = 0;
        _ = Measure(PipelineMedia.Simulcast, 10); // The first case would else be measured while most of it is compiled.
        Console.WriteLine("media      receivers   packets in   forwarded   ns/forwarded (best)   (median)   bytes/forwarded");
        foreach (var media in Enum.GetValues<PipelineMedia>())
        {
            foreach (var receivers in Receivers)
            {
                var (best, median, forwarded, bytes) = Measure(media, receivers);
                var key = ExpectedAllocations.PipelineKey(media, receivers);
                var within = bytes <= expected[key];
                failed += within ? 0 : 1;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{media,-10} {receivers,9} {PipelineRig.BatchPackets,12} {forwarded,11} {best,21:F0} {median,10:F0} {bytes,17:F2}{(within ? "" : $"   above {expected[key]}")}"));
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static (double Best, double Median, int Forwarded, double Bytes) Measure(PipelineMedia media, int receivers)
    {
        using var rig = new PipelineRig(media, receivers);
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUpTime;)
        {
            rig.Prepare();
            rig.Run();
        }

        var times = new List<double>();
        var bytes = double.MaxValue;
        var forwarded = 0;
        var over = Stopwatch.StartNew();
        while (times.Count < LeastRounds || over.Elapsed < CaseTime)
        {
            rig.Prepare();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var count = rig.Run();
            var elapsed = Stopwatch.GetElapsedTime(start);
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Math.Max(1, count));
            times.Add(elapsed.TotalNanoseconds / Math.Max(1, count));
            forwarded = count;
        }

        if (rig.Faults > 0 || forwarded == 0)
        {
            throw new InvalidOperationException($"{media} to {receivers}: {rig.Faults} faults, {forwarded} forwarded");
        }

        times.Sort();
        return (times[0], times[times.Count / 2], forwarded, bytes);
    }
}
