using System.Net;
using System.Net.Sockets;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>
/// The way out to push services. Their addresses come from clients, so that whatever they name is checked when it is connected to: the
/// address that was resolved is the one that is checked and used. No proxy, no redirects, no cookies, short times.
/// </summary>
internal sealed class PushHttp : IDisposable
{
    private readonly HttpClient client;
    private readonly PushSettings settings;

    public PushHttp(PushSettings settings)
    {
        this.settings = settings;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = 32,
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = settings.CertificateValidation;
        client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
    }

    /// <summary>The answer's head; its content is nobody's.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!settings.Allows(host))
        {
            addresses = [.. addresses.Where(PublicAddress.IsPublic)];
        }

        if (addresses.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "the host has no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
