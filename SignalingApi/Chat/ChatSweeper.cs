using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Runs <see cref="ChatSweep"/> now and then, on one node at a time.</summary>
internal sealed class ChatSweeper(ChatSweep sweep, ILocks locks, TimeProvider clock, ILogger<ChatSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new SingleRunner("chat-sweep", Period, locks, clock, logger).RunAsync(sweep.RunAsync, stoppingToken);
}
