namespace Vidrn.SignalingApi.Meetings;

/// <summary>What somebody is in a meeting.</summary>
internal enum MeetingRole
{
    /// <summary>Not of it: was never let in.</summary>
    None,

    /// <summary>Invited, of the group, or let in.</summary>
    Member,

    /// <summary>May do what a host does, except to end it and to choose hosts.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("cohost")]
    Cohost,

    Host,
}
