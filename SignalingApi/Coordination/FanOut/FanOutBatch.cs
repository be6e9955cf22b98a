using System.Text.Json;

namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>What a node published of late, in its order.</summary>
/// <param name="Node">Which: another one after each start.</param>
/// <param name="Items">Numbered over all batches; what was given up leaves a gap.</param>
internal sealed record FanOutBatch(string Node, IReadOnlyList<FanOutItem> Items)
{
    /// <summary>Null when the bytes are no batch, or one of another version.</summary>
    public static FanOutBatch? From(byte[] bytes, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<FanOutBatch>(bytes, options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A message and its number, from 1.</summary>
internal sealed record FanOutItem(long Number, FanOutMessage Message);
