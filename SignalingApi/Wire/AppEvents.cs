using Microsoft.AspNetCore.SignalR;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// Live events to every open page of somebody. At most once: a page that was away fetches what it missed (messages by sequence, the
/// rest anew).
/// </summary>
internal sealed class AppEvents(IHubContext<AppHub, IAppClient> hub)
{
    /// <param name="subject">See <see cref="Auth.Actor.Subject"/>.</param>
    /// <param name="type">The event.</param>
    /// <param name="data">Its record.</param>
    public Task ToAsync(string subject, string type, object data) => hub.Clients.User(subject).Event(new AppEvent(type, data));

    public Task ToAsync(Id user, string type, object data) => ToAsync(Auth.Actor.SubjectOf(user), type, data);

    public Task ToAsync(IEnumerable<string> subjects, string type, object data) => hub.Clients.Users([.. subjects]).Event(new AppEvent(type, data));

    public Task ToAsync(IEnumerable<Id> users, string type, object data) => ToAsync(users.Select(Auth.Actor.SubjectOf), type, data);

    /// <summary>To somebody's pages but one.</summary>
    public Task ToOthersAsync(string subject, string connectionId, string type, object data) =>
        hub.Clients.GroupExcept(PagesOf(subject), [connectionId]).Event(new AppEvent(type, data));

    /// <summary>The group of somebody's open pages.</summary>
    public static string PagesOf(string subject) => $"pages:{subject}";

    /// <summary>To one page.</summary>
    public Task ToConnectionAsync(string connectionId, string type, object data) => hub.Clients.Client(connectionId).Event(new AppEvent(type, data));
}
