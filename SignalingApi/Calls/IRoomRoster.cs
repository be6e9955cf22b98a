using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Calls;

/// <summary>A feature in whose rooms people write to each other: friend calls, random calls. It says who is in a room.</summary>
internal interface IRoomRoster
{
    /// <summary>Subjects of those who are in a room of this feature; null when it is none of its, or over.</summary>
    Task<IReadOnlyList<string>?> MembersAsync(string room);

    /// <summary>The room of this feature that somebody is in; null without one.</summary>
    Task<string?> RoomOfAsync(Actor actor);
}
