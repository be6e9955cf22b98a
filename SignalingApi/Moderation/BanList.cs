using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Coordination.FanOut;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>
/// Who is banned now, in memory, since each request asks. Read from the store at the start, whenever a node says that it changed, and
/// every <see cref="Refresh"/>, in case nobody could.
/// </summary>
internal sealed partial class BanList : BackgroundService
{
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private const int MaxNetworks = 20_000;

    private readonly Lock gate = new();
    private readonly BoundedMap<string> networks = new(MaxNetworks);
    private volatile Dictionary<Id, Ban> standing = [];
    private readonly IModerationStore store;
    private readonly TimeProvider clock;
    private readonly IFanOut fanOut;
    private readonly ILogger<BanList> logger;
    private byte[] key = [];

    public BanList(IModerationStore store, TimeProvider clock, IFanOut fanOut, ILogger<BanList> logger)
    {
        (this.store, this.clock, this.fanOut, this.logger) = (store, clock, fanOut, logger);
        fanOut.Listen(message => message is BansChanged ? LoadAsync() : Task.CompletedTask, LoadAsync);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The ban of an account or a guest; null when there is none.</summary>
    public Ban? Find(string subject) => Standing(ban => ban.Subject == subject);

    /// <summary>The ban of a network; null when there is none.</summary>
    public Ban? FindNetwork(string network) => Standing(static ban => ban.Network.Length > 0) is null ? null
        : HashOf(network) is var hash ? Standing(ban => ban.Network == hash) : null;

    /// <summary>As the person is shown it; null when there is none.</summary>
    public async Task<BanNotice?> NoticeAsync(string subject) =>
        Find(subject) is { } ban ? new BanNotice(ban.Id, ban.Until, ban.Reason, await store.AppealOfAsync(ban.Id) is not null) : null;

    /// <summary>Remembers, for a while, from where somebody came.</summary>
    public void Saw(string subject, string network)
    {
        var hash = HashOf(network);
        lock (gate)
        {
            networks.GetOrAdd(subject, () => hash);
        }
    }

    /// <summary>The hash of the network from which somebody was here; empty when it is not known (any more).</summary>
    public string NetworkOf(string subject)
    {
        lock (gate)
        {
            return networks.TryGet(subject, out var hash) ? hash : "";
        }
    }

    /// <summary>The store's list is another: every node reads it, this one before it is answered.</summary>
    public Task ChangedAsync() => fanOut.PublishAsync(new BansChanged());

    public async Task LoadAsync()
    {
        key = await store.KeyAsync();
        standing = (await store.StandingAsync(Now)).ToDictionary(static ban => ban.Id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Refresh, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LoadAsync();
                }
                catch (Exception problem) when (problem is not (OutOfMemoryException or OperationCanceledException))
                {
                    LoadFailed(logger, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>The longest.</summary>
    private Ban? Standing(Func<Ban, bool> fits)
    {
        var bans = standing;
        return bans.Count == 0 ? null : bans.Values.Where(ban => fits(ban) && ban.Stands(Now)).MaxBy(static ban => ban.Until ?? long.MaxValue);
    }

    private string HashOf(string network) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(network)).AsSpan(0, 16));

    [LoggerMessage(EventId = 5101, Level = LogLevel.Error, Message = "The list of bans cannot be read; it is tried again")]
    private static partial void LoadFailed(ILogger logger, Exception problem);
}

/// <summary>What who is banned is told of it.</summary>
/// <param name="Until">Null: for good.</param>
/// <param name="Appealed">They have said their word to it.</param>
internal sealed record BanNotice(Id Id, long? Until, string Reason, bool Appealed);
