using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// Reads what a hub method was given. Taken as JSON and read here, so that a member of the wrong type is an answer of ours that names
/// it, and not SignalR's error about a method that could not be bound.
/// </summary>
internal static class HubArgument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict };

    public static bool TryRead<T>(JsonElement argument, [NotNullWhen(true)] out T? request, [NotNullWhen(false)] out HubError? error)
        where T : class
    {
        request = null;
        error = null;
        try
        {
            request = argument.ValueKind == JsonValueKind.Object ? argument.Deserialize<T>(Options) : null;
            error = request is null ? HubError.Argument("the argument must be an object") : null;
        }
        catch (JsonException problem)
        {
            error = HubError.Argument($"{problem.Path}: of the wrong type or out of range");
        }

        return request is not null;
    }
}
