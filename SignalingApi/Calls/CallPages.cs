using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Follows the pages' connections: those of one person form a group, and a call learns that its page is gone.</summary>
internal sealed class CallPages(CallService calls) : IHubFilter
{
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        await context.Hub.Groups.AddToGroupAsync(context.Context.ConnectionId, AppEvents.PagesOf(Actor.Of(context.Context.User!).Subject));
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        await next(context, exception);
        if (Actor.Of(context.Context.User!).UserId is { } user)
        {
            await calls.PageGoneAsync(user, context.Context.ConnectionId);
        }
    }
}
