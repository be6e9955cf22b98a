using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>How somebody shows to friends.</summary>
/// <param name="State">Online with one open page or more; in a call while also in a room.</param>
/// <param name="LastSeen">Milliseconds since 1970: now for who is here; null for who never was.</param>
internal sealed record PresenceView(PresenceState State, long? LastSeen);

/// <summary>As <see cref="PresenceView"/>, with whose it is: item of `GET /api/presence` and the event `presence`.</summary>
internal sealed record PresenceOf(Id UserId, PresenceState State, long? LastSeen);
