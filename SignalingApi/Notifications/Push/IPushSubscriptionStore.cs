using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>The browsers that take pushed messages.</summary>
internal interface IPushSubscriptionStore
{
    /// <summary>Adds one, or takes it over from whoever used the browser before; the account's oldest beyond a bound go. False without such an account.</summary>
    Task<bool> AddAsync(PushSubscription subscription, int keep);

    /// <summary>The latest first.</summary>
    Task<IReadOnlyList<PushSubscription>> ListAsync(Id user);

    /// <summary>False when the account has none of this endpoint.</summary>
    Task<bool> DeleteAsync(Id user, string endpoint);

    Task DeleteAllAsync(Id user);
}
