using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Coordination.FanOut;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// Live events to every open page of somebody, on whichever node. At most once: a page that was away, or is told that it
/// <see cref="Missed"/> some, fetches what it missed (messages by sequence, the rest anew).
/// </summary>
internal sealed class AppEvents
{
    /// <summary>Told to the pages of a node that may have lost what other nodes said.</summary>
    public const string Missed = "missed";

    private readonly IHubContext<AppHub, IAppClient> hub;
    private readonly OpenPages pages;
    private readonly IFanOut fanOut;

    public AppEvents(IHubContext<AppHub, IAppClient> hub, OpenPages pages, IFanOut fanOut)
    {
        (this.hub, this.pages, this.fanOut) = (hub, pages, fanOut);
        fanOut.Listen(DeliverAsync, () => hub.Clients.All.Event(new AppEvent(Missed, new { })));
    }

    /// <param name="subject">See <see cref="Auth.Actor.Subject"/>.</param>
    /// <param name="type">The event.</param>
    /// <param name="data">Its record.</param>
    public Task ToAsync(string subject, string type, object data) => ToAsync([subject], type, data);

    public Task ToAsync(Id user, string type, object data) => ToAsync(Auth.Actor.SubjectOf(user), type, data);

    public Task ToAsync(IEnumerable<string> subjects, string type, object data) => fanOut.PublishAsync(new PeopleTold([.. subjects], new AppEvent(type, data)));

    public Task ToAsync(IEnumerable<Id> users, string type, object data) => ToAsync(users.Select(Auth.Actor.SubjectOf), type, data);

    /// <summary>To somebody's pages but one.</summary>
    public Task ToOthersAsync(string subject, string connectionId, string type, object data) =>
        fanOut.PublishAsync(new OtherPagesTold(subject, connectionId, new AppEvent(type, data)));

    /// <summary>The group of somebody's open pages.</summary>
    public static string PagesOf(string subject) => $"pages:{subject}";

    /// <summary>To one page; other nodes need not hear of it when it is here.</summary>
    public Task ToConnectionAsync(string connectionId, string type, object data)
    {
        var told = new PageTold(connectionId, new AppEvent(type, data));
        return pages.Has(connectionId) ? DeliverAsync(told) : fanOut.PublishAsync(told);
    }

    private Task DeliverAsync(FanOutMessage message) => message switch
    {
        PeopleTold told => hub.Clients.Users(told.Subjects).Event(told.Event),
        OtherPagesTold told => hub.Clients.GroupExcept(PagesOf(told.Subject), [told.Except]).Event(told.Event),
        PageTold told => hub.Clients.Client(told.Page).Event(told.Event),
        _ => Task.CompletedTask,
    };
}
