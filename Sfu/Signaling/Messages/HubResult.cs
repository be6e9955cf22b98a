using System.Text.Json.Serialization;

namespace Vidrn.Sfu.Signaling.Messages;

/// <summary>What every hub method answers: a value, or an error with a stable code. Bad input never throws.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed record HubResult<T>(
    bool Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] T? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HubError? Error)
{
    public static implicit operator HubResult<T>(T value) => new(true, value, null);

    public static implicit operator HubResult<T>(HubError error) => new(false, default, error);
}

/// <summary>An error of docs/protocol.md section 1.5.</summary>
internal sealed record HubError(string Code, string Message)
{
    public static HubError NotJoined { get; } = new("not-joined", "Call Join first.");

    public static HubError SessionGone { get; } = new("session-gone", "the session has ended: join anew");

    public static HubError Argument(string message) => new("argument-invalid", message);
}

/// <summary>An answer without content.</summary>
internal sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
