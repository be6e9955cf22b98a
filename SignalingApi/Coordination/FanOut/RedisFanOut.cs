using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Vidrn.SignalingApi.Coordination.Rooms;

namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>
/// Over one channel of Redis. This node hears what it publishes at once, whatever Redis does. For the others it is kept while Redis is
/// away, up to a bound, and sent again until it was taken; they drop what they have heard, and see in the numbers what they have not.
/// </summary>
internal sealed class RedisFanOut(IRedis redis, IOptions<JsonHubProtocolOptions> json, ILogger<RedisFanOut> logger) : BackgroundService, IFanOut
{
    private const int MaxWaiting = 10_000;
    private const int MaxBatch = 100;
    private const int MaxNodes = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node that stops tries to be rid of what it said last.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly string node = RedisRoomControl.NewName();
    private readonly FanOutListeners listeners = new();
    private readonly Lock gate = new();
    private readonly Channel<FanOutItem> waiting =
        Channel.CreateBounded<FanOutItem>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Dictionary<string, long> heard = new(StringComparer.Ordinal);
    private long lastNumber;
    private RedisSubscription? subscription;
    private Task sending = Task.CompletedTask;
    private volatile bool isOver;

    // The records of events are read as pages get them.
    private JsonSerializerOptions Json => json.Value.PayloadSerializerOptions;

    public void Listen(Func<FanOutMessage, Task> heard, Func<Task> lost) => listeners.Add(heard, lost);

    public Task PublishAsync(FanOutMessage message)
    {
        lock (gate)
        {
            waiting.Writer.TryWrite(new FanOutItem(++lastNumber, message));
        }

        return listeners.HearAsync(message);
    }

    /// <summary>What others say is heard before the first page is here.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = await redis.SubscribeAsync(RedisKeys.FanOut);
        sending = Task.Run(SendAsync, CancellationToken.None);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await Task.WhenAny(sending, Task.Delay(LastWords, cancellationToken));
        isOver = true;
        await base.StopAsync(cancellationToken);
        if (subscription is not null)
        {
            await subscription.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var restored = redis.OnRestored(_ => listeners.LostAsync());
        try
        {
            await foreach (var bytes in subscription!.Messages.ReadAllAsync(stoppingToken))
            {
                if (FanOutBatch.From(bytes, Json) is { } batch && batch.Node != node)
                {
                    await HearAsync(batch);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SendAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var items = new List<FanOutItem>();
            while (items.Count < MaxBatch && waiting.Reader.TryRead(out var item))
            {
                items.Add(item);
            }

            try
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(new FanOutBatch(node, items), Json);
                while (!await TryPublishAsync(bytes))
                {
                    if (isOver)
                    {
                        return;
                    }

                    await Task.Delay(Pause);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The others miss the numbers.
                CoordinationLog.WorkFailed(logger, "fan-out", e);
            }
        }
    }

    private async Task<bool> TryPublishAsync(byte[] bytes)
    {
        try
        {
            await redis.PublishAsync(RedisKeys.FanOut, bytes);
            return true;
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    }

    private async Task HearAsync(FanOutBatch batch)
    {
        if (heard.Count >= MaxNodes)
        {
            heard.Clear();
        }

        var isGap = false;
        foreach (var (number, message) in batch.Items)
        {
            if (heard.TryGetValue(batch.Node, out var last))
            {
                if (number <= last)
                {
                    continue;
                }

                isGap |= number > last + 1;
            }

            heard[batch.Node] = number;

            // Not waited for: a page that reads slowly holds up no other.
            _ = LoggedAsync(listeners.HearAsync(message));
        }

        if (isGap)
        {
            await LoggedAsync(listeners.LostAsync());
        }
    }

    private async Task LoggedAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CoordinationLog.WorkFailed(logger, "fan-out", e);
        }
    }
}
