using System.Text.Json;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>What an API node asks of the media nodes; each answers with a <see cref="RoomReply"/>.</summary>
/// <param name="Id">Names the order in its answers.</param>
/// <param name="ReplyTo">The API node.</param>
/// <param name="Act">What to do.</param>
internal sealed record RoomOrder(string Id, string ReplyTo, RoomAct Act)
{
    /// <summary>The only node that is to do it; null for whichever has the room.</summary>
    public string? Node { get; init; }

    public string Room { get; init; } = "";

    public string ParticipantId { get; init; } = "";

    public bool On { get; init; }

    public TrackSources Sources { get; init; }

    public RoomGrants? Grants { get; init; }

    public string TokenId { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Names the watch.</summary>
    public string Watch { get; init; } = "";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Null when the bytes are no order.</summary>
    public static RoomOrder? From(byte[] bytes) => RoomJson.Read<RoomOrder>(bytes);
}

/// <summary>The members of <see cref="IRoomControl"/>, and a watch's.</summary>
internal enum RoomAct
{
    Create,
    End,
    SetLocked,
    Remove,
    SetBlocked,
    SetGrants,
    RevokeToken,
    Get,
    Watch,
    KeepWatching,
}

/// <summary>A media node's answer.</summary>
/// <param name="Id">Of the order.</param>
/// <param name="Node">Who answers.</param>
/// <param name="Done">What the node's own <see cref="IRoomControl"/> said.</param>
/// <param name="Snapshot">Of <see cref="RoomAct.Get"/>.</param>
internal sealed record RoomReply(string Id, string Node, bool Done, RoomSnapshot? Snapshot)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static RoomReply? From(byte[] bytes) => RoomJson.Read<RoomReply>(bytes);
}

/// <summary>A piece of what a media node tells a watch, numbered without a gap. Without an event: the node is there still.</summary>
internal sealed record RoomNews(string Node, long Number, RoomEvent? Event)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static RoomNews? From(byte[] bytes) => RoomJson.Read<RoomNews>(bytes);
}

/// <summary>Reads what another node wrote; another version's may not be understood.</summary>
internal static class RoomJson
{
    public static T? Read<T>(byte[] bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
