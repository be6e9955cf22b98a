namespace Vidrn.SignalingApi.Meetings;

/// <summary>How far a meeting is. The numbers are stored.</summary>
internal enum MeetingState
{
    /// <summary>Has a time, and nobody came yet.</summary>
    Scheduled = 0,

    /// <summary>May be joined.</summary>
    Open = 1,

    Ended = 2,

    /// <summary>Called off before anybody came.</summary>
    Cancelled = 3,
}
