using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>An account's inbox.</summary>
internal sealed class NotificationData(INotificationStore store) : IPersonalData
{
    public string Section => "notifications";

    public async Task<object> ExportAsync(Id user) => await store.ListAsync(user, null, Notifier.MaxKept);

    public Task DeleteAsync(Id user) => store.DeleteAllAsync(user);
}
