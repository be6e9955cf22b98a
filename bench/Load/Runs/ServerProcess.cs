using System.Diagnostics;
using System.Globalization;

namespace Vidrn.Bench.Load.Runs;

/// <summary>A server of the generator's own: on ports that the system chooses, with a data folder of its own, on one CPU where taskset is there.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Everybody comes from one address here, and goes on as soon as it can.</summary>
    private static readonly string[] ApiLimits =
    [
        "RequestsPerSecondPerAddress", "RequestsPerSecondPerActor", "GuestsPerHourPerAddress", "SignUpsPerHourPerAddress",
        "MatchesPerMinutePerActor", "MatchesPerMinutePerAddress",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private ServerProcess(Process process, Uri url, string data)
    {
        this.process = process;
        Url = url;
        Data = data;
    }

    public Uri Url { get; }

    public string Data { get; }

    public int Pid => process.Id;

    public bool HasExited => process.HasExited;

    /// <param name="dll">The server.</param>
    /// <param name="cpu">Where it runs.</param>
    /// <param name="environment">Of its configuration, beside what a load needs.</param>
    public static async Task<ServerProcess> StartAsync(string dll, int cpu, IReadOnlyDictionary<string, string>? environment = null)
    {
        var data = Directory.CreateTempSubdirectory("vidrn-load-").FullName;
        var taskset = Array.Find(["/usr/bin/taskset", "/bin/taskset"], File.Exists);
        var start = new ProcessStartInfo(taskset ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        string[] prefix = taskset is null ? [] : ["-c", cpu.ToString(CultureInfo.InvariantCulture), "dotnet"];
        foreach (var argument in (string[])[.. prefix, dll, "run", "--port", "0", "--media-port", "0", "--data", data])
        {
            start.ArgumentList.Add(argument);
        }

        // Everybody joins from one address here.
        start.Environment["Vidrn__Bind"] = "127.0.0.1";
        start.Environment["Vidrn__Media__BindAddress"] = "127.0.0.1";
        start.Environment["Vidrn__Media__JoinsPerSecondPerAddress"] = "100000";
        start.Environment["Vidrn__Media__JoinBurstPerAddress"] = "100000";
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new IOException("the server ended before it was ready"));
        process.BeginOutputReadLine();
        var url = await ready.Task.WaitAsync(Patience).ConfigureAwait(false);
        return new ServerProcess(process, url, data);
    }

    /// <summary>The configuration under which one address may be many people of the application API.</summary>
    public static Dictionary<string, string> WithoutApiLimits()
    {
        var environment = ApiLimits.ToDictionary(static limit => $"Vidrn__Api__{limit}", static _ => "1000000");
        environment["Vidrn__Api__MessagesPerSecondPerUser"] = "10000";

        // A line for each sign-up is no news here.
        environment["Logging__LogLevel__Vidrn.SignalingApi.Audit"] = "Warning";
        return environment;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            // SIGTERM, so that it closes as an operator would close it.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            if (!process.WaitForExit(TimeSpan.FromSeconds(15)))
            {
                process.Kill();
            }
        }

        process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static void Read(string? line, TaskCompletionSource<Uri> ready)
    {
        const string Marker = "is ready at ";
        if (line is null)
        {
            return;
        }

        if (line.IndexOf(Marker, StringComparison.Ordinal) is var at and >= 0)
        {
            ready.TrySetResult(new Uri(line[(at + Marker.Length)..].Split(' ', ',')[0]));
        }
        else
        {
            Console.Error.WriteLine($"server: {line}");
        }
    }
}
