using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>When people were last here.</summary>
internal interface ILastSeenStore
{
    /// <summary>Sets times, Unix milliseconds; an older one than stands is ignored, and so is an account that is gone.</summary>
    Task SetAsync(IReadOnlyCollection<(Id User, long At)> times);

    /// <summary>Of whom it is known.</summary>
    Task<IReadOnlyDictionary<Id, long>> GetAsync(IReadOnlyCollection<Id> users);

    Task DeleteAsync(Id user);
}
