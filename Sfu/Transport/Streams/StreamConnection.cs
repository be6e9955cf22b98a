using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport.Streams;

/// <summary>
/// One TCP connection of a client (RFC 6544, passive side). A worker writes into its pipe and never waits: what a slow receiver
/// does not take is dropped at a bound, whole packets at a time, and RTP's own repair does the rest.
/// </summary>
internal sealed class StreamConnection : IDisposable
{
    /// <summary>The longest packet taken.</summary>
    public const int MaxPacket = 2048;

    /// <summary>Bytes that may wait to be sent, frames' lengths with them: about a second of video.</summary>
    public const int MaxUnsent = 384 * 1024;

    private readonly Socket socket;
    private readonly Pipe outgoing = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly CancellationTokenSource stop = new();
    private int unsent;
    private long lastSent = Environment.TickCount64;

    public StreamConnection(Socket socket, NetworkPath path)
    {
        this.socket = socket;
        Path = path;
    }

    /// <summary>Its path; the scope holds its number.</summary>
    public NetworkPath Path { get; }

    /// <summary>Milliseconds since anything was sent on it: a client that is known gets an answer to each check.</summary>
    public long SilentMs => Environment.TickCount64 - Interlocked.Read(ref lastSent);

    /// <summary>Whether nothing can be sent any more.</summary>
    public bool IsClosed => stop.IsCancellationRequested;

    /// <summary>The worker: queues a packet; false when the receiver is too slow or gone.</summary>
    public bool TrySend(ReadOnlySpan<byte> packet)
    {
        var length = packet.Length + StreamFrame.HeaderLength;
        if (IsClosed)
        {
            return false;
        }

        if (Interlocked.Add(ref unsent, length) > MaxUnsent)
        {
            Interlocked.Add(ref unsent, -length);
            return false;
        }

        var span = outgoing.Writer.GetSpan(length);
        BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)packet.Length);
        packet.CopyTo(span[StreamFrame.HeaderLength..]);
        outgoing.Writer.Advance(length);
        Interlocked.Exchange(ref lastSent, Environment.TickCount64);
        return true;
    }

    /// <summary>The worker, after the last packet of a flush.</summary>
    public void Flush()
    {
        // The pipe never pauses its writer, so this is done when it returns.
        var flushed = outgoing.Writer.FlushAsync(CancellationToken.None);
        if (!flushed.IsCompletedSuccessfully)
        {
            Close();
        }
    }

    /// <summary>Reads packets until the connection ends.</summary>
    /// <param name="take">Takes each; false ends the connection.</param>
    public async Task RunAsync(Func<StreamConnection, ReadOnlySequence<byte>, bool> take)
    {
        var sending = SendAsync();
        try
        {
            await ReceiveAsync(take).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone: what a connection ends by is nobody's fault.
        }
        finally
        {
            Close();
            await sending.ConfigureAwait(false);
        }
    }

    /// <summary>Ends it from any thread.</summary>
    public void Close()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
            outgoing.Reader.CancelPendingRead();
        }
    }

    public void Dispose()
    {
        Close();
        socket.Dispose();
        stop.Dispose();
    }

    private async Task ReceiveAsync(Func<StreamConnection, ReadOnlySequence<byte>, bool> take)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var reader = PipeReader.Create(stream);
        while (true)
        {
            var result = await reader.ReadAsync(stop.Token).ConfigureAwait(false);
            var input = result.Buffer;
            var goesOn = true;
            var isBroken = false;
            while (goesOn && StreamFrame.TryRead(ref input, MaxPacket, out var packet, out isBroken))
            {
                goesOn = take(this, packet);
            }

            reader.AdvanceTo(input.Start, input.End);
            if (!goesOn || isBroken || result.IsCompleted)
            {
                await reader.CompleteAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var result = await outgoing.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                foreach (var segment in result.Buffer)
                {
                    for (var left = segment; !left.IsEmpty;)
                    {
                        left = left[await socket.SendAsync(left, SocketFlags.None, stop.Token).ConfigureAwait(false)..];
                    }
                }

                Interlocked.Add(ref unsent, -(int)result.Buffer.Length);
                outgoing.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCanceled)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Close();
        }
    }
}
