namespace Vidrn.SignalingApi.Media;

/// <summary>Somebody's time in a room, from joining to leaving.</summary>
/// <param name="ParticipantId">The actor's subject.</param>
/// <param name="Name">As it was shown.</param>
/// <param name="JoinedAt">Milliseconds since 1970.</param>
/// <param name="Hidden">Not shown to the others.</param>
internal sealed record RoomStay(string ParticipantId, string Name, long JoinedAt, bool Hidden);
