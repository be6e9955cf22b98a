using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Wire;

/// <summary>The hub connections of this node, so that those of somebody whose session ends are closed at once.</summary>
internal sealed class OpenPages : IHubFilter
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Context, Actor Actor)> pages = new(StringComparer.Ordinal);
    private readonly IHubContext<AppHub, IAppClient> hub;

    public OpenPages(RevokedSubjects revoked, IHubContext<AppHub, IAppClient> hub)
    {
        this.hub = hub;
        revoked.Revoked += name => _ = CloseAsync(name);
    }

    /// <summary>The page is open, on this node.</summary>
    public bool Has(string connectionId) => pages.ContainsKey(connectionId);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        pages[context.Context.ConnectionId] = (context.Context, Actor.Of(context.Context.User!));
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        pages.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }

    /// <param name="name">A subject, or <see cref="RevokedSubjects.KeyOf"/> of a log-in.</param>
    private async Task CloseAsync(string name)
    {
        foreach (var (context, actor) in pages.Values)
        {
            if (actor.Subject == name || (actor.SessionId is { } session && RevokedSubjects.KeyOf(session) == name))
            {
                await hub.Clients.Client(context.ConnectionId).Event(new AppEvent("session", new { kind = "logged-out" }));
                context.Abort();
            }
        }
    }
}
