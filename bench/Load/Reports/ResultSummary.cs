namespace Vidrn.Bench.Load.Reports;

/// <summary>One scenario on one server: medians over its rounds.</summary>
internal sealed class ResultSummary
{
    public ResultSummary(IReadOnlyList<ResultRun> runs, ResultFolder folder)
    {
        Runs = runs;
        Ratios = [.. runs.Select(r => (r.PacketsPerCpuSecond, Floor: folder.FloorOf(r))).Where(r => r.Floor > 0).Select(r => r.PacketsPerCpuSecond / r.Floor)];
    }

    public IReadOnlyList<ResultRun> Runs { get; }

    /// <summary>Each round's packets a CPU-second over the same round's floor.</summary>
    public IReadOnlyList<double> Ratios { get; }

    public string Scenario => Runs[0].Scenario;

    public string Server => Runs[0].Server;

    public int Receivers => Runs[0].Receivers;

    /// <summary>One to many by its receivers, then all else.</summary>
    public int Order => Runs[0] is { IsFanOut: true, AudioOnly: false } run ? run.Receivers + (run.WholeFrames ? 100_000 : 0) : 1_000_000;

    /// <summary>One publisher to many, with video in bursts: what is drawn over the number of receivers.</summary>
    public bool IsOnCurve => Runs[0] is { IsFanOut: true, AudioOnly: false, WholeFrames: false };

    public double Ratio => ResultFolder.Median(Ratios);

    public double Median(Func<ResultRun, double> figure) => ResultFolder.Median([.. Runs.Select(figure)]);

    /// <summary>Why the figures may be the generator's and not the server's; empty when nothing says so.</summary>
    public string Doubts
    {
        get
        {
            var doubts = new List<string>();
            if (Runs.Any(r => r.GeneratorDrops > 0))
            {
                doubts.Add("the generator lost packets");
            }

            if (Runs.Any(r => r.GeneratorCpuPercent > 90))
            {
                doubts.Add("the generator was busy");
            }

            if (Runs.Any(r => r.FailedJoins > 0))
            {
                doubts.Add("joins failed");
            }

            if (Runs.Any(r => r.LossPercent > 0.5))
            {
                doubts.Add("loss above 0.5 %");
            }

            return string.Join(", ", doubts);
        }
    }
}
