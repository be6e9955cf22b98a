using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Follows the pages' connections: those of one person form a group, and a call learns that its page is gone.</summary>
internal sealed class CallPages(CallService calls) : IHubFilter
{
    private const int MaxUntold = 10_000;

    /// <summary>Those that went while the book of calls was away.</summary>
    private readonly ConcurrentDictionary<string, Id> untold = new(StringComparer.Ordinal);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        await context.Hub.Groups.AddToGroupAsync(context.Context.ConnectionId, AppEvents.PagesOf(Actor.Of(context.Context.User!).Subject));
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        await next(context, exception);
        if (Actor.Of(context.Context.User!).UserId is not { } user)
        {
            return;
        }

        try
        {
            await calls.PageGoneAsync(user, context.Context.ConnectionId);
        }
        catch (RedisUnavailableException) when (untold.Count < MaxUntold)
        {
            untold[context.Context.ConnectionId] = user;
        }
    }

    /// <summary>With each sweep: what could not be told is told.</summary>
    public async Task TellAsync()
    {
        foreach (var (page, user) in untold)
        {
            await calls.PageGoneAsync(user, page);
            untold.TryRemove(page, out _);
        }
    }
}
