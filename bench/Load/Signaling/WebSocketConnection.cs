using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>SignalR's transport over a plain WebSocket, without negotiation.</summary>
internal sealed class WebSocketConnection : ConnectionContext, IDuplexPipe
{
    private const int ReadSize = 8192;

    private readonly ClientWebSocket socket;
    private readonly Pipe fromServer = new();
    private readonly Pipe toServer = new();
    private readonly CancellationTokenSource closed = new();
    private readonly Task pumps;

    private WebSocketConnection(ClientWebSocket socket)
    {
        this.socket = socket;
        Transport = this;
        pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("n");

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public PipeReader Input => fromServer.Reader;

    public PipeWriter Output => toServer.Writer;

    public static async ValueTask<ConnectionContext> ConnectAsync(Uri uri, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(uri, cancellation).ConfigureAwait(false);
            return new WebSocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await toServer.Writer.CompleteAsync().ConfigureAwait(false);
        await fromServer.Reader.CompleteAsync().ConfigureAwait(false);
        await closed.CancelAsync().ConfigureAwait(false);
        await pumps.ConfigureAwait(false);
        socket.Dispose();
        closed.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(fromServer.Writer.GetMemory(ReadSize), closed.Token).ConfigureAwait(false);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                fromServer.Writer.Advance(read.Count);
                if ((await fromServer.Writer.FlushAsync().ConfigureAwait(false)).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The end, told by completing the pipe.
        }

        await fromServer.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var read = await toServer.Reader.ReadAsync(closed.Token).ConfigureAwait(false);
                if (!read.Buffer.IsEmpty)
                {
                    await socket.SendAsync(read.Buffer.ToArray(), WebSocketMessageType.Text, true, closed.Token).ConfigureAwait(false);
                }

                toServer.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The server has gone.
        }

        await toServer.Reader.CompleteAsync().ConfigureAwait(false);
    }
}

/// <summary>Makes them for SignalR's client.</summary>
internal sealed class WebSocketConnectionFactory : IConnectionFactory
{
    public ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        WebSocketConnection.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
}
