using System.Collections.Concurrent;
using System.Threading.Channels;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>
/// Tells people what happens in a meeting. The live state goes out through one queue, so that the newest comes last, and a burst of
/// changes is one event.
/// </summary>
internal sealed partial class MeetingEvents(IMeetingStore store, MeetingViews views, AppEvents events, ILogger<MeetingEvents> logger) : BackgroundService
{
    private const string Type = "meeting";

    private readonly Channel<Id> changed = Channel.CreateUnbounded<Id>();
    private readonly ConcurrentDictionary<Id, bool> pending = new();

    /// <summary>The live state of a meeting is another; everybody in it will be told.</summary>
    public void LiveChanged(Id meeting)
    {
        if (pending.TryAdd(meeting, true))
        {
            changed.Writer.TryWrite(meeting);
        }
    }

    public Task ToAsync(string subject, object data) => events.ToAsync(subject, Type, data);

    public Task ToPageAsync(string connection, object data) => events.ToConnectionAsync(connection, Type, data);

    public async Task ToPresentAsync(Id meeting, object data) =>
        await ToAllAsync((await store.ListPresentAsync(meeting)).Select(static member => member.Subject), data);

    /// <summary>To those who may let somebody in: the owner, and the hosts who are present.</summary>
    public async Task ToHostsAsync(Meeting meeting, object data) => await ToAllAsync(HostsOf(meeting, await store.ListPresentAsync(meeting.Id)), data);

    public Task ToAllAsync(IEnumerable<string> subjects, object data)
    {
        var all = subjects.Distinct(StringComparer.Ordinal).ToArray();
        return all.Length == 0 ? Task.CompletedTask : events.ToAsync(all, Type, data);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var id in changed.Reader.ReadAllAsync(stoppingToken))
            {
                pending.TryRemove(id, out _);
                await TellAsync(id);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static IEnumerable<string> HostsOf(Meeting meeting, IReadOnlyList<MeetingMember> present) =>
        present.Where(one => MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, one.Subject, one))).Select(static one => one.Subject)
            .Append(Actor.SubjectOf(meeting.OwnerId));

    private async Task TellAsync(Id id)
    {
        try
        {
            if (await store.FindAsync(id) is not { IsOver: false } meeting)
            {
                return;
            }

            var present = await store.ListPresentAsync(id);
            var hosts = HostsOf(meeting, present).ToHashSet(StringComparer.Ordinal);
            await ToAllAsync(hosts, new MeetingEvent.Live(meeting.Code, await views.LiveAsync(meeting, present, withWaiting: true)));
            await ToAllAsync(
                present.Select(static one => one.Subject).Where(subject => !hosts.Contains(subject)),
                new MeetingEvent.Live(meeting.Code, await views.LiveAsync(meeting, present, withWaiting: false)));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            TellFailed(logger, problem);
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "A meeting's state could not be told")]
    private static partial void TellFailed(ILogger logger, Exception problem);
}
