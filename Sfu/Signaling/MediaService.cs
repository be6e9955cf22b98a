using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling;

/// <summary>Runs the media server with the host: its events, its clocks, and a stop that tells every client.</summary>
internal sealed class MediaService(MediaServer media, SessionDirectory directory, ILogger<MediaService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan SpeakerInterval = TimeSpan.FromMilliseconds(100);
    private const int TicksPerSweep = 10;

    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(Task.Run(PumpAsync, CancellationToken.None), Task.Run(TickAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        directory.EndAll("the server is stopping");
        await stop.CancelAsync();
        await running;
    }

    public void Dispose() => stop.Dispose();

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

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(SpeakerInterval);
        for (var tick = 0; await NextAsync(timer); tick++)
        {
            try
            {
                directory.UpdateSpeakers();
                if (tick % TicksPerSweep == 0)
                {
                    directory.Sweep();
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                MediaLog.EventFailed(logger, exception);
            }
        }
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
