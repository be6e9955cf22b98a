using System.Text.Json;
using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Wire;

/// <summary>What a method of the app hub was given: an object, or the answer that says what is wrong with it.</summary>
internal static class HubRequest
{
    /// <param name="argument">As it came.</param>
    /// <param name="act">Called with the argument if it has the right types.</param>
    /// <typeparam name="TRequest">Its shape.</typeparam>
    /// <typeparam name="T">The answer's value.</typeparam>
    public static async Task<HubResult<T>> RunAsync<TRequest, T>(JsonElement argument, Func<TRequest, Task<Outcome<T>>> act)
        where TRequest : class =>
        HubArgument.TryRead<TRequest>(argument, out var request, out var error)
            ? await RunAsync(() => act(request))
            : new HubError("validation-failed", error.Message);

    /// <param name="act">Of a method that takes nothing.</param>
    /// <typeparam name="T">The answer's value.</typeparam>
    public static async Task<HubResult<T>> RunAsync<T>(Func<Task<Outcome<T>>> act)
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
