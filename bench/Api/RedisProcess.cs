using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vidrn.Bench.Api;

/// <summary>A redis-server of the bench's own, that keeps nothing.</summary>
internal sealed class RedisProcess : IDisposable
{
    private readonly Process process;
    private readonly string folder;

    private RedisProcess(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Url = string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{port}");
    }

    public string Url { get; }

    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static path => File.Exists(Path.Combine(path, "redis-server")));

    public static async Task<RedisProcess> StartAsync()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var folder = Directory.CreateTempSubdirectory("vidrn-redis-").FullName;
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--loglevel", "warning" })
        {
            start.ArgumentList.Add(argument);
        }

        var redis = new RedisProcess(Process.Start(start)!, folder, port);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return redis;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        redis.Dispose();
        throw new IOException("redis-server did not start");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
