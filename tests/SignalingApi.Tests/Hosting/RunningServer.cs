using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Tests.Hosting;

/// <summary>The real host on real Kestrel, on ports the system chose and in a data folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningServer(WebApplication app, HttpClient client, string folder)
    {
        this.app = app;
        Client = client;
        Folder = folder;
    }

    public HttpClient Client { get; }

    public string Folder { get; }

    public IServiceProvider Services => app.Services;

    public static Task<RunningServer> StartAsync(params (string Key, string Value)[] configuration) => StartAsync(null, configuration);

    /// <param name="configure">Last word over the services, such as another clock.</param>
    /// <param name="configuration">Keys and values.</param>
    public static async Task<RunningServer> StartAsync(Action<WebApplicationBuilder>? configure, params (string Key, string Value)[] configuration)
    {
        var folder = Directory.CreateTempSubdirectory("vidrn-host-").FullName;
        var web = Directory.CreateDirectory(Path.Combine(folder, "web")).FullName;
        await File.WriteAllTextAsync(Path.Combine(web, "index.html"), "<!doctype html><title>app</title>");
        Directory.CreateDirectory(Path.Combine(web, "assets"));
        await File.WriteAllTextAsync(Path.Combine(web, "assets", "app-1a2b.js"), "export {}");
        Directory.CreateDirectory(Path.Combine(web, "sdk"));
        await File.WriteAllTextAsync(Path.Combine(web, "sdk", "vidrn.js"), "export {}");
        var keys = new Dictionary<string, string?>
        {
            ["Vidrn:Data"] = Path.Combine(folder, "data"),
            ["Vidrn:Web"] = web,
            ["Vidrn:Bind"] = "127.0.0.1",
            ["Vidrn:Port"] = "0",
            ["Vidrn:Media:Port"] = "0",
            ["Vidrn:Media:BindAddress"] = "127.0.0.1",
        };
        foreach (var (key, value) in configuration)
        {
            keys[key] = value;
        }

        var app = ServerHost.Build(keys, configure);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        // The certificate in the data folder and no other.
        var certificate = Path.Combine(folder, "data", "https", "certificate.pem");
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            using var kept = X509Certificate2.CreateFromPem(File.ReadAllText(certificate));
            return shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(kept.RawDataMemory.Span);
        };
        return new RunningServer(app, new HttpClient(handler) { BaseAddress = new Uri(address) }, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
