using Vidrn.Bench.Micro.Pipeline;
using Vidrn.Sfu.Tests;

namespace Vidrn.Sfu.Simulation;

/// <summary>The list that the benchmarks are held to, checked on every run.</summary>
public sealed class ExpectedAllocationsTests
{
    private const int WarmUp = 20;

    [Theory]
    [InlineData(PipelineMedia.Audio, 1)]
    [InlineData(PipelineMedia.Audio, 100)]
    [InlineData(PipelineMedia.Video, 1)]
    [InlineData(PipelineMedia.Video, 100)]
    [InlineData(PipelineMedia.Simulcast, 1)]
    [InlineData(PipelineMedia.Simulcast, 10)]
    public void The_packet_path_allocates_no_more_than_the_list_says(PipelineMedia media, int receivers)
    {
        using var rig = new PipelineRig(media, receivers);
        for (var i = 0; i < WarmUp; i++)
        {
            rig.Run();
            rig.Prepare();
        }

        var forwarded = long.MaxValue;
        var least = Allocations.Least(() => forwarded = Math.Min(forwarded, rig.Run()), rig.Prepare);
        Assert.True(forwarded >= 10 * receivers, $"{forwarded} forwarded");
        Assert.Equal(0, rig.Faults);
        Assert.InRange(least, 0, (long)ExpectedAllocations.Load()[ExpectedAllocations.PipelineKey(media, receivers)]);
    }

    [Fact]
    public void Every_path_of_the_pipeline_is_on_the_list()
    {
        var listed = ExpectedAllocations.Load();
        foreach (var media in Enum.GetValues<PipelineMedia>())
        {
            Assert.All([1, 10, 100, 500], receivers => Assert.Equal(0, listed[ExpectedAllocations.PipelineKey(media, receivers)]));
        }
    }
}
