using System.Threading.Channels;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// Tells members of new messages who have no page open. Beside the sending, which does not wait for it: when more is written than can
/// be told, the oldest goes untold.
/// </summary>
internal sealed class MessageNotices(Notifier notifier, PresenceService presence, TimeProvider clock, ILogger<MessageNotices> logger) : BackgroundService
{
    private const int MaxWaiting = 10_000;

    /// <summary>In large groups at most one notice a conversation in that time.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly RateBuckets largeGroups = new(clock, 1, 1 / Quiet.TotalSeconds);

    private readonly Channel<(Message Message, IReadOnlyList<Id> Members)> waiting =
        Channel.CreateBounded<(Message, IReadOnlyList<Id>)>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Add(Message message, IReadOnlyList<Id> members)
    {
        if (message.Kind == MessageKind.Text && (members.Count <= ChatLimits.MaxMarkedMembers || largeGroups.Take(message.ConversationId.ToString()) is null))
        {
            waiting.Writer.TryWrite((message, members));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (message, members) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (stoppingToken.IsCancellationRequested)
            {
                // What still waits has its unread count; the parts below are about to be taken down.
                return;
            }

            try
            {
                await TellAsync(message, members);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // One message must not end the telling of all others, nor the server.
                NotificationLog.MessageUntold(logger, exception);
            }
        }
    }

    private async Task TellAsync(Message message, IReadOnlyList<Id> members)
    {
        var here = await presence.OnlineAmongAsync(members);
        var content = new NoticeContent(
            message.SenderId, message.Text, new NoticeTarget { ConversationId = message.ConversationId }, NoticeTopics.Conversation(message.ConversationId));
        foreach (var member in members)
        {
            if (member != message.SenderId && !here.Contains(member))
            {
                await notifier.NotifyAsync(member, NoticeKinds.Message, content);
            }
        }
    }
}
