using System.Collections.Concurrent;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>Tells groups how many of them are online, when that changes: at most once a second each.</summary>
internal sealed class GroupPresence : BackgroundService
{
    private const int MaxRemembered = 20_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Bounded by the accounts that came or went within a period.
    private readonly ConcurrentDictionary<Id, byte> changed = new();
    private readonly Dictionary<Id, int> told = [];
    private readonly OnDemandTimer rounds;
    private readonly PresenceGrace grace;
    private readonly PresenceService presence;
    private readonly IConversationStore conversations;
    private readonly GroupService groups;
    private readonly AppEvents events;
    private readonly ILogger<GroupPresence> logger;

    public GroupPresence(PresenceGrace grace, PresenceService presence, IConversationStore conversations, GroupService groups, AppEvents events,
        TimeProvider clock, ILogger<GroupPresence> logger)
    {
        (this.grace, this.presence, this.conversations, this.groups, this.events, this.logger) = (grace, presence, conversations, groups, events, logger);
        rounds = new OnDemandTimer(Period, () => changed.IsEmpty, clock);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        grace.Changed += Note;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        grace.Changed -= Note;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await rounds.WaitAsync(stoppingToken))
        {
            await TellAsync();
        }
    }

    private void Note(Id user)
    {
        changed.TryAdd(user, 0);
        rounds.Rouse();
    }

    private async Task TellAsync()
    {
        try
        {
            var affected = new HashSet<Id>();
            foreach (var user in changed.Keys)
            {
                changed.TryRemove(user, out _);
                affected.UnionWith((await conversations.MembershipsOfAsync(user)).Select(static one => one.ConversationId));
            }

            foreach (var id in affected)
            {
                await TellAsync(id);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            GroupLog.PresenceFailed(logger, e);
        }
    }

    private async Task TellAsync(Id group)
    {
        var online = await presence.OnlineAmongAsync(await groups.MemberIdsAsync(group));
        if (told.GetValueOrDefault(group) == online.Count)
        {
            return;
        }

        if (told.Count >= MaxRemembered)
        {
            told.Clear();
        }

        told[group] = online.Count;
        await events.ToAsync(online, "group-presence", new GroupPresenceEvent(group, online.Count));
    }
}
