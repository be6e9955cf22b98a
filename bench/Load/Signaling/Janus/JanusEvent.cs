using System.Text.Json.Nodes;

namespace Vidrn.Bench.Load.Signaling.Janus;

/// <summary>What a plugin answered.</summary>
/// <param name="Data">The plugin's own.</param>
/// <param name="Sdp">The description that came with it; null without one.</param>
/// <param name="Problem">Why it refused; null when it did not.</param>
internal sealed record JanusEvent(JsonNode? Data, string? Sdp, string? Problem)
{
    public static JanusEvent Read(JsonNode message)
    {
        var data = message["plugindata"]?["data"];
        var problem = message["error"]?["reason"]?.ToString() ?? data?["error"]?.ToString();
        return new JanusEvent(data, message["jsep"]?["sdp"]?.ToString(), problem);
    }
}
