using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Pages that close.</summary>
internal sealed class RandomCallPages(RandomCallService calls) : IHubFilter
{
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        calls.PageGone(Actor.Of(context.Context.User!), context.Context.ConnectionId);
        return next(context, exception);
    }
}
