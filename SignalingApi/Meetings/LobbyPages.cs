using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Knows which pages of this node wait in lobbies, and takes out who is gone.</summary>
internal sealed class LobbyPages(IMeetingStore store, MeetingDoor door, TimeProvider clock) : IHubFilter
{
    private readonly ConcurrentDictionary<string, (Id Meeting, string Subject)> waiting = new(StringComparer.Ordinal);

    /// <summary>A page knocked: when its connection ends, so does the wait.</summary>
    public void Waits(string connection, Id meeting, string subject) => waiting[connection] = (meeting, subject);

    public void Forget(string connection) => waiting.TryRemove(connection, out _);

    /// <summary>Notes in the store that our pages are there, and takes out those of nodes that died.</summary>
    public async Task SweepAsync()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (!waiting.IsEmpty)
        {
            await store.TouchWaitsAsync([.. waiting.Keys], now);
        }

        foreach (var wait in await store.TakeLostWaitsAsync(now - (long)MeetingRules.WaitLife.TotalMilliseconds))
        {
            if (await store.FindAsync(wait.MeetingId) is { } meeting)
            {
                await door.TellGoneAsync(meeting, wait.Subject);
            }
        }
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (waiting.TryRemove(context.Context.ConnectionId, out var place) && await store.FindAsync(place.Meeting) is { } meeting)
        {
            await door.LeaveLobbyAsync(meeting, place.Subject, context.Context.ConnectionId);
        }

        await next(context, exception);
    }

    /// <summary>Knocks on behalf of a page.</summary>
    public async Task<Outcome<Sfu.Signaling.Messages.Nothing>> KnockAsync(Actor actor, KnockRequest request, string connection)
    {
        var outcome = await door.KnockAsync(actor, request, connection);
        if (outcome.Refusal is null && MeetingCode.Read(request.Code) is { } code && await store.FindAsync(code) is { } meeting)
        {
            if (request.Cancel)
            {
                Forget(connection);
            }
            else
            {
                Waits(connection, meeting.Id, actor.Subject);
            }
        }

        return outcome;
    }
}
