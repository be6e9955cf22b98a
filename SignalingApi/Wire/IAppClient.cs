namespace Vidrn.SignalingApi.Wire;

/// <summary>What the server calls at a page. Public, since SignalR makes a type of it at run time.</summary>
public interface IAppClient
{
    Task Event(AppEvent message);
}
