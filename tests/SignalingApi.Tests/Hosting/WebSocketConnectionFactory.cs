using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Vidrn.SignalingApi.Tests.Hosting;

/// <summary>SignalR over a ClientWebSocket without negotiation, as our web client does.</summary>
internal sealed class WebSocketConnectionFactory(Action<ClientWebSocket>? configure = null) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        configure?.Invoke(socket);
        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        return new WebSocketConnection(socket);
    }
}

/// <summary>A WebSocket as the pipe that SignalR wants.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private readonly ClientWebSocket socket;
    private readonly Pipe input = new();
    private readonly Pipe output = new();
    private readonly Task running;

    public WebSocketConnection(ClientWebSocket socket)
    {
        this.socket = socket;
        Transport = new Duplex(input.Reader, output.Writer);
        running = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = "";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override async ValueTask DisposeAsync()
    {
        socket.Abort();
        await output.Writer.CompleteAsync();
        await running;
        socket.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(input.Writer.GetMemory(4096), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                input.Writer.Advance(result.Count);
                await input.Writer.FlushAsync();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or we are.
        }

        await input.Writer.CompleteAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await output.Reader.ReadAsync();
                foreach (var segment in result.Buffer)
                {
                    await socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }

                output.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or we are.
        }

        await output.Reader.CompleteAsync();
    }
}
