using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>The browsers an account has messages pushed to. Endpoints are left out of the export but for their hosts: who knows one can send to it.</summary>
internal sealed class PushData(IPushSubscriptionStore store) : IPersonalData
{
    public string Section => "pushSubscriptions";

    public async Task<object> ExportAsync(Id user) =>
        (await store.ListAsync(user)).Select(static subscription => new { new Uri(subscription.Endpoint).Host, subscription.CreatedAt });

    public Task DeleteAsync(Id user) => store.DeleteAllAsync(user);
}
