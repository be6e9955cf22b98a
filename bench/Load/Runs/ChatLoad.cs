using Vidrn.Bench.Load.App;

namespace Vidrn.Bench.Load.Runs;

/// <summary>Messages through the application API beside the media, in the same process of the server.</summary>
internal sealed class ChatLoad : IAsyncDisposable
{
    /// <summary>Far below what one connection may call.</summary>
    private const double PerPair = 10;

    private readonly Correspondence writers;
    private readonly double perSecond;

    private ChatLoad(Correspondence writers, double perSecond)
    {
        this.writers = writers;
        this.perSecond = perSecond;
    }

    /// <summary>Why a message last failed; null while none has.</summary>
    public string? Failure => writers.Failure;

    /// <summary>Signs people up and lets them write.</summary>
    public static async Task<ChatLoad> BeginAsync(Uri server, double perSecond) =>
        new(await Correspondence.BeginAsync(server, (int)Math.Ceiling(perSecond / PerPair), perSecond).ConfigureAwait(false), perSecond);

    public void BeginMeasuring() => writers.Figures.Begin();

    public ChatFigures EndMeasuring()
    {
        writers.Figures.End();
        var sum = writers.Figures.Sum(each: 1);
        return new ChatFigures(perSecond, sum.Count, sum.Failed, Math.Round(sum.PerSecond, 1), Math.Round(sum.Median, 2), Math.Round(sum.P99, 2), Math.Round(sum.Max, 2));
    }

    public ValueTask DisposeAsync() => writers.DisposeAsync();
}

/// <summary>What became of the messages beside the media.</summary>
/// <param name="OfferedPerSecond">What was asked for.</param>
/// <param name="Delivered">On the reader's page.</param>
/// <param name="Failed">Refused, or the call broke.</param>
/// <param name="PerSecond">Delivered.</param>
/// <param name="P50Ms">From the writer's call to the reader's page.</param>
/// <param name="P99Ms">Likewise.</param>
/// <param name="MaxMs">Likewise.</param>
internal sealed record ChatFigures(double OfferedPerSecond, int Delivered, int Failed, double PerSecond, double P50Ms, double P99Ms, double MaxMs);
