using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>A real redis-server of its own, on a free port and in an empty folder.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private const int SigKill = 9;
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-redis-").FullName;
    private readonly string[] arguments;
    private Process? process;

    public RedisServer()
        : this([])
    {
    }

    internal RedisServer(string[] arguments) => this.arguments = arguments;

    public int Port { get; private set; }

    public string Folder => folder;

    internal RedisOptions Options => RedisOptions.Parse($"redis://127.0.0.1:{Port}");

    public async Task InitializeAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await StartAsync();
                return;
            }
            catch (IOException) when (attempt < 5)
            {
                // Another took the port meanwhile.
            }
        }
    }

    /// <summary>Again on the same port, with what is in its folder.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true };
        var isTls = arguments.Contains("--tls-port");
        foreach (var argument in (string[])[
            "--port", isTls ? "0" : $"{Port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--loglevel", "warning",
            .. arguments.Select(argument => argument == "PORT" ? $"{Port}" : argument)])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var deadline = Environment.TickCount64 + 20_000;
        while (!await IsListeningAsync())
        {
            if (process.HasExited || Environment.TickCount64 > deadline)
            {
                throw new IOException("redis-server did not start.");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Signal(SigKill);
        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>It keeps its connections and answers nobody, until it is continued.</summary>
    public void Stop() => Signal(SigStop);

    public void Continue() => Signal(SigContinue);

    internal RedisClient NewClient() => new(Options, NullLogger<RedisClient>.Instance);

    internal async Task FlushAsync()
    {
        await using var client = NewClient();
        await client.ExecuteAsync("FLUSHALL");
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsListeningAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(int signal)
    {
        if (process is { HasExited: false } running)
        {
            _ = Kill(running.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
