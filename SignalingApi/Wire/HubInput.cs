using System.Text.Json;
using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Wire;

/// <summary>What the methods of the app hub have in common: the argument is read, the service asked, its answer put on the wire.</summary>
internal static class HubInput
{
    public static async Task<HubResult<TValue>> ReadAsync<TRequest, TValue>(JsonElement argument, Func<TRequest, Task<Outcome<TValue>>> act)
        where TRequest : class
    {
        if (!HubArgument.TryRead<TRequest>(argument, out var request, out var error))
        {
            return new HubError("validation-failed", error.Message);
        }

        return await AnswerAsync(() => act(request));
    }

    public static async Task<HubResult<TValue>> AnswerAsync<TValue>(Func<Task<Outcome<TValue>>> act)
    {
        try
        {
            return (await act()).ToHub();
        }
        catch (RedisUnavailableException)
        {
            return new HubError("redis-down", "The server cannot do this at the moment; try again.");
        }
    }
}
