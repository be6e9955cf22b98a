using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Presence;

/// <summary>Pages that open and close on the app hub.</summary>
internal sealed class PresencePages(PresenceService presence, RevokedSubjects revoked) : IHubFilter
{
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (Actor.Of(context.Context.User!).UserId is { } user)
        {
            await presence.ConnectAsync(user, context.Context.ConnectionId);
        }

        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (Actor.Of(context.Context.User!) is { UserId: { } user } actor)
        {
            await presence.DisconnectAsync(user, context.Context.ConnectionId, mayReturn: !revoked.Names(actor));
        }

        await next(context, exception);
    }
}
