using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Media.Recorded;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.Runs;

/// <summary>Records what somebody publishes in a room: a watcher for each layer, who asks for it by the size of its tile.</summary>
internal static class RecordRun
{
    private static readonly (int Width, int Height)[] Sizes = [(320, 180), (640, 360), (1280, 720)];
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>For the keyframes to come, and behind the end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    /// <param name="options">The room, how long, how long to wait before, and where to.</param>
    /// <param name="serverOf">Makes a server whose clients' packets go onto a tape.</param>
    public static async Task<int> RunAsync(LoadOptions options, Func<SlotTape, LoadServer> serverOf)
    {
        using var driver = new LoadDriver(0, default);
        var room = new LoadRoom(options.Room!, 1);
        var tapes = Sizes.Select(_ => new SlotTape()).ToArray();
        var clients = new List<LoadClient>();
        try
        {
            foreach (var (tape, size) in tapes.Zip(Sizes))
            {
                var client = await serverOf(tape).JoinAsync(room, new ClientShape(false, false, false, 1, 1), driver).ConfigureAwait(false);
                clients.Add(client);
                await client.ViewAsync(1, size.Width, size.Height).ConfigureAwait(false);
            }

            await WaitForLayersAsync(driver, tapes).ConfigureAwait(false);
            await Task.Delay(options.WarmUp).ConfigureAwait(false);
            await driver.AskAsync(() =>
            {
                clients.SelectMany(c => c.Connections).ToList().ForEach(c => c.Peer.AskForKeyframes());
                return true;
            }).ConfigureAwait(false);
            await Task.Delay(options.Duration + Margin).ConfigureAwait(false);
            var recording = await driver.AskAsync(() => RecordingCut.Make(tapes, options.Duration)).ConfigureAwait(false);
            await File.WriteAllBytesAsync(options.Record!, recording.Write()).ConfigureAwait(false);
            foreach (var track in (RecordedTrack[])[recording.Audio, .. recording.Layers])
            {
                Console.WriteLine(LoadReport.Describe(track));
            }

            return 0;
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.LeaveAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task WaitForLayersAsync(LoadDriver driver, IReadOnlyList<SlotTape> tapes)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await driver.AskAsync(() => tapes.Zip(Sizes).All(t => t.First.Video.Any(p => p.KeyframeSize == t.Second))).ConfigureAwait(false))
        {
            if (patience.IsCancellationRequested)
            {
                var seen = await driver.AskAsync(() => string.Join(", ", tapes.Select(t => t.Video.LastOrDefault(p => p.KeyframeSize.Width > 0)?.KeyframeSize)))
                    .ConfigureAwait(false);
                throw new LoadException($"not all of {string.Join(", ", Sizes)} came within {Patience.TotalSeconds} s; the last were {seen}");
            }

            await Task.Delay(Poll).ConfigureAwait(false);
        }
    }
}
