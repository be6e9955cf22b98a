using BenchmarkDotNet.Attributes;

namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>
/// The packet's way from the socket's batch to the send buffers. One operation is one batch of 240 packets of the publisher, and so
/// 240 times the receivers (fewer with simulcast, where each gets one of three layers); `./vidrn bench --quick` divides.
/// </summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // The global clean-up disposes it.
public class PipelineBenchmarks
#pragma warning restore CA1001
{
    private PipelineRig rig = null!;

    [Params(1, 10, 100, 500)]
    public int Receivers { get; set; }

    [ParamsAllValues]
    public PipelineMedia Media { get; set; }

    [GlobalSetup]
    public void Setup() => rig = new PipelineRig(Media, Receivers);

    [IterationSetup]
    public void Prepare() => rig.Prepare();

    [GlobalCleanup]
    public void Cleanup() => rig.Dispose();

    [Benchmark]
    public int Batch() => rig.Run();
}
