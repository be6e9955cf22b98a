using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>The history of calls as personal data.</summary>
internal sealed class CallData(ICallStore store, CallService calls) : IPersonalData
{
    /// <summary>The newest calls of an export; beyond it the history is no more shown anywhere either.</summary>
    private const int MaxExported = 100_000;

    public string Section => "calls";

    public async Task<object> ExportAsync(Id user) => await store.ListAsync(user, null, MaxExported);

    public async Task DeleteAsync(Id user)
    {
        await calls.RemoveAsync(user, CallReason.HungUp);
        await store.ForgetAsync(user);
    }
}
