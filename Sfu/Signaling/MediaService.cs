using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling;

/// <summary>Runs the media server with the host: its events, its clocks, and a stop that tells every client.</summary>
internal sealed class MediaService(MediaServer media, SessionDirectory directory, EventPump pump, HubConnections connections,
    IHostApplicationLifetime lifetime,
    ILogger<MediaService> logger) : IHostedService, IDisposable
{
    /// <summary>A matter of milliseconds, unless the process has no thread left to send it on.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(SayFarewell);
        running = Task.WhenAll(
            Task.Run(PumpAsync, CancellationToken.None),
            Task.Run(() => EachTimeAsync(directory.Ticks, directory.Tick), CancellationToken.None),
            Task.Run(() => EachTimeAsync(directory.Sweeps, directory.Sweep), CancellationToken.None));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        SayFarewell();
        await stop.CancelAsync();
        await running;
    }

    public void Dispose() => stop.Dispose();

    /// <summary>
    /// Tells every client while there are connections to tell them on: the framework cuts them off when the host begins to stop, after what
    /// was registered later than it was.
    /// </summary>
    private void SayFarewell()
    {
        directory.EndAll("the server is stopping");
        connections.CloseAsync(pump.DrainedAsync).Wait(Farewell);
    }

    private async Task PumpAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await media.PumpEventsAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // One event must not silence the rest.
                MediaLog.EventFailed(logger, exception);
            }
        }
    }

    private async Task EachTimeAsync(OnDemandTimer timer, Action act)
    {
        while (await timer.WaitAsync(stop.Token))
        {
            try
            {
                act();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                MediaLog.EventFailed(logger, exception);
            }
        }
    }
}
