using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>When an account was last here.</summary>
internal sealed class PresenceData(ILastSeenStore store) : IPersonalData
{
    public string Section => "presence";

    public async Task<object> ExportAsync(Id user) => new { LastSeen = (await store.GetAsync([user])).Values.Select(static at => (long?)at).FirstOrDefault() };

    public Task DeleteAsync(Id user) => store.DeleteAsync(user);
}
