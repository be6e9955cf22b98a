using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

/// <summary>A push service over HTTPS on this machine.</summary>
internal sealed class FakePushService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-push-").FullName;
    private readonly X509Certificate2 certificate;

    private FakePushService()
    {
        certificate = SelfMadeCertificate.LoadOrCreate(folder, [IPAddress.Loopback], TimeProvider.System.GetUtcNow());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<Pushed> Received { get; } = new();

    /// <summary>What to answer next, 201 when there is nothing: status and `Retry-After`.</summary>
    public ConcurrentQueue<(int Status, int? RetryAfter)> Answers { get; } = new();

    public string Origin { get; private set; } = "";

    public static async Task<FakePushService> StartAsync()
    {
        var service = new FakePushService();
        await service.app.StartAsync();
        service.Origin = service.app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return service;
    }

    /// <summary>Believes this service's certificate and no other.</summary>
    public bool Trust(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(certificate.RawDataMemory.Span);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Received.Enqueue(new Pushed(
            context.Request.Method, context.Request.Path, context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        var (status, retry) = Answers.TryDequeue(out var answer) ? answer : (201, null);
        context.Response.StatusCode = status;
        if (status is 301 or 307)
        {
            context.Response.Headers.Location = $"{Origin}/elsewhere";
        }

        if (retry is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>One request to the push service.</summary>
internal sealed record Pushed(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
