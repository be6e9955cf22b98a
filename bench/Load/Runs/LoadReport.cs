using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vidrn.Bench.Load.Media.Recorded;

namespace Vidrn.Bench.Load.Runs;

/// <summary>What is printed and written.</summary>
internal static class LoadReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string LiveHeader => "   time clients   sent/s  recv/s  loss %  delay p50   p99 ms  server CPU   RSS MB  generator CPU";

    public static string LiveLine(TimeSpan elapsed, LoadFigures now) => string.Create(CultureInfo.InvariantCulture,
        $"{elapsed.TotalSeconds,6:F0}s {now.Clients,7} {now.PacketsSent / now.Seconds,8:F0} {now.PacketsReceivedPerSecond,7:F0} {now.LossPercent,7:F3} {now.DelayP50Ms,10:F2} {now.DelayP99Ms,8:F2} {now.ServerCpuPercent,9:F1} % {now.ServerRssMegabytes,8:F1} {now.GeneratorCpuPercent,12:F1} %");

    public static string Table(LoadFigures f) => string.Create(CultureInfo.InvariantCulture, $"""
        measured                    {f.Seconds:F1} s, {f.Clients} clients
        RTP packets                 {f.PacketsSent:N0} sent, {f.PacketsReceived:N0} received ({f.PacketsReceivedPerSecond:N0}/s, {f.MegabitsReceivedPerSecond:N1} Mbit/s)
        loss                        {f.LossPercent:F4} % before repair; {f.Repaired:N0} repaired, {f.InjectedLoss:N0} injected, {f.GeneratorDrops:N0} lost in the generator
        forwarding delay            p50 {f.DelayP50Ms:F2} ms, p95 {f.DelayP95Ms:F2} ms, p99 {f.DelayP99Ms:F2} ms, most {f.DelayMaxMs:F2} ms ({f.DelaySamples:N0} samples)
        connections                 {f.Joins} made, {f.FailedJoins} failed, {f.Ended} ended by the server
        connecting                  p50 {f.JoinP50Ms:F1} ms, p95 {f.JoinP95Ms:F1} ms; to the first packet p50 {f.FirstPacketP50Ms:F1} ms, p95 {f.FirstPacketP95Ms:F1} ms
        server                      {f.ServerCpuSeconds:F2} CPU-seconds ({f.ServerCpuPercent:F1} % of a core), RSS {f.ServerRssMegabytes:F1} MB ({f.ServerRssGrowthMegabytes:+0.0;-0.0;0} MB)
        forwarded per CPU-second    {f.PacketsPerCpuSecond:N0}
        generator                   {f.GeneratorCpuPercent:F1} % of a core; {f.Refused} undecryptable, {f.UnknownSsrcs} of unknown SSRC, {f.KeyframeRequests} keyframes asked for
        """);

    /// <summary>A line on the collector, where the server tells of it.</summary>
    public static string? Memory(LoadFigures f) => f.ServerCollections is null ? null : string.Create(CultureInfo.InvariantCulture,
        $"garbage                     {f.ServerCollections} collections; {f.ServerAllocatedKilobytes:N0} kB allocated, {f.MediaAllocatedKilobytes:N1} kB of it by media threads");

    public static string Chat(ChatFigures f) => string.Create(CultureInfo.InvariantCulture,
        $"chat beside it              {f.Delivered:N0} messages delivered, {f.Failed:N0} failed ({f.PerSecond:N1}/s of {f.OfferedPerSecond:N1}/s); p50 {f.P50Ms:F1} ms, p99 {f.P99Ms:F1} ms, most {f.MaxMs:F1} ms");

    public static string Idle(IdleFigures f) => string.Create(CultureInfo.InvariantCulture, $"""
        idle peers                  {f.Peers:N0} connected, {f.FailedJoins} failed, {f.Ended} ended by the server
        connecting                  p50 {f.JoinP50Ms:F1} ms, p95 {f.JoinP95Ms:F1} ms, most {f.JoinMaxMs:F1} ms
        server                      RSS {f.RssBeforeMegabytes:F1} MB before, {f.RssAfterMegabytes:F1} MB after: {f.KilobytesAPeer:F1} kB a peer; {f.ServerCpuPercent:F1} % of a core while all stand there
        """);

    /// <summary>One line of a recorded track.</summary>
    public static string Describe(RecordedTrack track) => string.Create(CultureInfo.InvariantCulture,
        $"{(track.IsVideo ? $"VP8 {track.Width}x{track.Height}" : "Opus")}, {track.BitsPerSecond / 1000} kbit/s, {track.Packets.Count} packets in {track.Duration.TotalSeconds:F2} s{(track.IsVideo ? $", {track.Frames.Count} frames" : "")}");

    /// <summary>Writes the figures with all that a reader needs to judge them.</summary>
    public static async Task WriteAsync(string path, LoadOptions options, object figures, MediaRecording? recording = null)
    {
        var document = new JsonObject
        {
            ["label"] = options.Label,
            ["server"] = options.Floor ? "floor" : options.Name,
            ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["machine"] = Machine(),
            ["load"] = Describe(options, recording),
            ["figures"] = JsonSerializer.SerializeToNode(figures, Json),
        };
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await File.WriteAllTextAsync(path, document.ToJsonString(Json) + "\n").ConfigureAwait(false);
    }

    public static JsonObject Machine() => new()
    {
        ["cpu"] = CpuModel(),
        ["cpus"] = Environment.ProcessorCount,
        ["kernel"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["loadAverage"] = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "",
    };

    private static string Video(LoadOptions o, MediaRecording? recording) => recording is null
        ? $"VP8 {o.Video.BitsPerSecond / 1000} kbit/s, {o.Video.PacketBytes} B packets"
        : $"recorded {Describe(recording.Layers[^1])}";

    private static JsonObject Describe(LoadOptions o, MediaRecording? recording) => new()
    {
        ["protocol"] = o.Protocol,
        ["warmUpSeconds"] = o.WarmUp.TotalSeconds,
        ["rooms"] = o.Rooms,
        ["publishersARoom"] = o.Publishers,
        ["watchersARoom"] = o.Watchers,
        ["mesh"] = o.Mesh,
        ["idlePeers"] = o.Idle,
        ["audio"] = o.Idle > 0 ? "none" : recording is null ? $"50 packets/s of {o.AudioBytes} B" : $"recorded {Describe(recording.Audio)}",
        ["video"] = o.AudioOnly || o.Idle > 0 ? "none" : $"{Video(o, recording)}, {o.Video.Pattern}{(o.Video.Simulcast ? ", simulcast" : "")}",
        ["rtx"] = o.Features.Rtx,
        ["nack"] = o.Features.Nack,
        ["transportFeedback"] = o.Features.TransportFeedback,
        ["chatPerSecond"] = o.Chat,
        ["churnPerSecond"] = o.Churn,
        ["lossPercent"] = o.Impairment.Loss * 100,
        ["delayMs"] = o.Impairment.Delay.TotalMilliseconds,
        ["decryptedOneIn"] = o.Sampling,
    };

    private static string CpuModel() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
        : "";
}
