using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Vidrn.Bench.Micro.Pipeline;

var expected = ExpectedAllocations.Load();
if (args.Contains("--quick"))
{
    return QuickBench.Run(expected);
}

// In this process: otherwise each class is built anew first, which takes minutes and needs the packages' source.
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. args]).ToArray();
if (!args.Contains("--list") && (summaries.Length == 0 || summaries.Any(static s => s.HasCriticalValidationErrors || s.Reports.Any(static r => !r.Success))))
{
    Console.Error.WriteLine("Not every benchmark could be run.");
    return 1;
}

var above = summaries.SelectMany(static s => s.Reports).Where(IsAbove).ToArray();
foreach (var report in above)
{
    Console.Error.WriteLine($"{report.BenchmarkCase.DisplayInfo} allocates {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)} bytes: above bench/expected-allocations.json");
}

return above.Length == 0 ? 0 : 1;

bool IsAbove(BenchmarkReport report)
{
    var target = report.BenchmarkCase.Descriptor;
    var parameters = report.BenchmarkCase.Parameters;
    var key = target.Type == typeof(PipelineBenchmarks)
        ? ExpectedAllocations.PipelineKey((PipelineMedia)parameters["Media"], (int)parameters["Receivers"])
        : $"{target.Type.Name}.{target.WorkloadMethod.Name}";

    // The harness's own bookkeeping shows as a few hundred bytes of a long operation.
    var slack = target.Type == typeof(PipelineBenchmarks) ? 1024 : 0;
    return report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes && bytes > expected[key] + slack;
}
