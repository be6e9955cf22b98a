using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Somebody's profile, as one who asks for it sees it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="DisplayName">What others are shown.</param>
/// <param name="Picture">Its address; null without one.</param>
/// <param name="Guest">False: guests have no profile.</param>
/// <param name="Name">The username.</param>
/// <param name="Bio">About them.</param>
/// <param name="Native">Languages they speak.</param>
/// <param name="Learning">Languages they learn.</param>
/// <param name="Location">Where they are, in their words.</param>
/// <param name="Relation">How they stand to who asks.</param>
/// <param name="RequestId">The request that waits between the two; else null.</param>
/// <param name="Presence">Of friends; null else.</param>
internal sealed record UserCard(
    string Id, string DisplayName, string? Picture, bool Guest, string Name, string Bio, IReadOnlyList<string> Native, IReadOnlyList<string> Learning,
    string Location, Relation Relation, Id? RequestId, PresenceView? Presence);
