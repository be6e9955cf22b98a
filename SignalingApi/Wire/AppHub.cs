using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// What a page does live (docs/protocol.md section 2.2). Thin: a method checks who may call it, calls one service and answers. Each
/// method answers a <see cref="HubResult{T}"/>.
/// </summary>
[Authorize(Policies.UserOrGuest)]
internal sealed class AppHub : Hub<IAppClient>
{
    public const string Path = "/hubs/app";

    private Actor Caller => Actor.Of(Context.User!);

    /// <summary>Who this connection is.</summary>
    public HubResult<HubWelcome> Hello() => new HubWelcome(Caller.Subject, Caller.Name, Caller.IsGuest);
}
