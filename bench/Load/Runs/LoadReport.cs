using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>Writes the figures with all that a reader needs to judge them.</summary>
    public static async Task WriteAsync(string path, LoadOptions options, object figures)
    {
        var document = new JsonObject
        {
            ["label"] = options.Label,
            ["server"] = options.Floor ? "floor" : options.Name,
            ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["machine"] = Machine(),
            ["load"] = Describe(options),
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

    private static JsonObject Describe(LoadOptions o) => new()
    {
        ["protocol"] = o.Protocol,
        ["warmUpSeconds"] = o.WarmUp.TotalSeconds,
        ["rooms"] = o.Rooms,
        ["publishersARoom"] = o.Publishers,
        ["watchersARoom"] = o.Watchers,
        ["mesh"] = o.Mesh,
        ["audio"] = $"50 packets/s of {o.AudioBytes} B",
        ["video"] = o.AudioOnly ? "none" : $"VP8 {o.Video.BitsPerSecond / 1000} kbit/s, {o.Video.PacketBytes} B packets, {o.Video.Pattern}{(o.Video.Simulcast ? ", simulcast" : "")}",
        ["churnPerSecond"] = o.Churn,
        ["lossPercent"] = o.Impairment.Loss * 100,
        ["delayMs"] = o.Impairment.Delay.TotalMilliseconds,
        ["decryptedOneIn"] = o.Sampling,
    };

    private static string CpuModel() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
        : "";
}
