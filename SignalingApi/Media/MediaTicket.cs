using System.Text.Json.Serialization;

namespace Vidrn.SignalingApi.Media;

/// <summary>What a client needs to join a room (docs/protocol.md section 2.13).</summary>
/// <param name="MediaUrl">Base address of the media server; "/" is the server that was asked.</param>
/// <param name="Token">The room token.</param>
/// <param name="RoomId">The room it is for.</param>
internal sealed record MediaTicket(string MediaUrl, string Token, string RoomId)
{
    /// <summary>The token's `jti`, by which it is revoked.</summary>
    [JsonIgnore]
    public string TokenId { get; init; } = "";

    /// <summary>Until when somebody can join with it.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt { get; init; }
}
