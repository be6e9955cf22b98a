using System.Threading.Channels;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Probes Redis, knows whether it is up, and tells those who keep something in it when it came back and whether with their data.</summary>
internal sealed class RedisMonitor : IAsyncDisposable
{
    private readonly RedisOptions options;
    private readonly Func<Task<string>> probe;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<Func<RedisRestored, Task>> handlers = [];
    // News not told yet is merged: one entry is enough.
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task probing = Task.CompletedTask;
    private Task telling = Task.CompletedTask;
    private volatile bool isUp = true;
    // Of the last probe that was answered; null before the first. Only the probing task writes it.
    private string? epoch;
    private bool dataLost;

    public RedisMonitor(RedisOptions options, Func<Task<string>> probe, ILogger logger)
    {
        this.options = options;
        this.probe = probe;
        this.logger = logger;
    }

    public bool IsUp => isUp;

    public bool IsProbed => Volatile.Read(ref epoch) is not null;

    public void Start()
    {
        probing = Task.Run(ProbeAsync);
        telling = Task.Run(TellAsync);
    }

    public IDisposable OnRestored(Func<RedisRestored, Task> handler)
    {
        lock (gate)
        {
            handlers.Add(handler);
        }

        return new Registration(this, handler);
    }

    /// <summary>The pub/sub connection was away while commands may have gone on.</summary>
    public void MessagesMissed() => news.Writer.TryWrite(true);

    private async Task ProbeAsync()
    {
        using var timer = new PeriodicTimer(options.ProbeEvery);
        do
        {
            try
            {
                Answered(await probe());
            }
            catch (Exception e)
            {
                if (isUp && !stopping.IsCancellationRequested)
                {
                    isUp = false;
                    CoordinationLog.RedisDown(logger, options.ToString(), e.Message);
                }
            }
        }
        while (await TickAsync(timer));
    }

    private async Task<bool> TickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Answered(string found)
    {
        var wasUp = isUp;
        // First up with nothing before it: there is nothing to restore.
        var lost = epoch != found && (epoch is not null || !wasUp);
        epoch = found;
        if (lost)
        {
            lock (gate)
            {
                dataLost = true;
            }
        }

        isUp = true;
        if (!wasUp || lost)
        {
            CoordinationLog.RedisUp(logger, options.ToString(), lost);
            news.Writer.TryWrite(true);
        }
    }

    private async Task TellAsync()
    {
        try
        {
            while (await news.Reader.WaitToReadAsync(stopping.Token))
            {
                news.Reader.TryRead(out _);
                Func<RedisRestored, Task>[] called;
                RedisRestored restored;
                lock (gate)
                {
                    called = [.. handlers];
                    restored = new RedisRestored(dataLost);
                    dataLost = false;
                }

                foreach (var handler in called)
                {
                    await TellAsync(handler, restored);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TellAsync(Func<RedisRestored, Task> handler, RedisRestored restored)
    {
        try
        {
            await handler(restored);
        }
        catch (Exception e)
        {
            // If Redis went away meanwhile, it will be told again when that is back, and must then rebuild as well.
            if (restored.DataLost)
            {
                lock (gate)
                {
                    dataLost = true;
                }
            }

            CoordinationLog.RestoreFailed(logger, e);
            if (isUp)
            {
                await Task.Delay(options.ProbeEvery, stopping.Token);
                news.Writer.TryWrite(true);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(probing, telling);
        stopping.Dispose();
    }

    private sealed class Registration(RedisMonitor monitor, Func<RedisRestored, Task> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (monitor.gate)
            {
                monitor.handlers.Remove(handler);
            }
        }
    }
}
