using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>The server as a process of its own, that can be killed.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string dataFolder, params (string Key, string Value)[] configuration)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Vidrn.SignalingApi.dll"), "run", "--data", dataFolder, "--port", "0", "--media-port", "0"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in ((string, string)[])[("Vidrn:Bind", "127.0.0.1"), ("Vidrn:Media:BindAddress", "127.0.0.1"), .. configuration])
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data);
            if (line.Data is { } text && ReadyAt().Match(text) is { Success: true } match)
            {
                ready.TrySetResult(new Uri(match.Groups[1].Value));
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _ = process.WaitForExitAsync().ContinueWith(_ => ready.TrySetException(new IOException(string.Join('\n', said))), TaskScheduler.Default);
        return new ServerProcess(process, await ready.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    /// <summary>kill -9: it does nothing any more from here on.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    [GeneratedRegex(@"ready at (http://\S+)")]
    private static partial Regex ReadyAt();
}
