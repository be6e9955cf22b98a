using System.Text.Json.Serialization;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>
/// The event `meeting` (docs/protocol.md section 2.12). By itself the kinds without more to say: `denied`, `asked-unmute`, `ended`,
/// `removed`, `cancelled`.
/// </summary>
/// <param name="Code">The meeting's.</param>
/// <param name="Kind">What happened.</param>
internal record MeetingEvent(string Code, string Kind)
{
    /// <summary>To hosts: somebody waits.</summary>
    internal sealed record Knock(string Code, string ParticipantId, string Name, string? Picture, long At) : MeetingEvent(Code, "knock");

    /// <summary>To hosts: somebody waits no more.</summary>
    internal sealed record KnockGone(string Code, string ParticipantId) : MeetingEvent(Code, "knock-gone");

    /// <summary>To the page that knocked.</summary>
    internal sealed record Admitted(string Code, MeetingEntry Entry) : MeetingEvent(Code, "admitted");

    /// <summary>To everybody in it: what is now.</summary>
    internal sealed record Live(string Code, [property: JsonPropertyName("live")] MeetingLive State) : MeetingEvent(Code, "live");

    internal sealed record Reaction(string Code, string ParticipantId, string Emoji) : MeetingEvent(Code, "reaction");

    internal sealed record Message(string Code, [property: JsonPropertyName("message")] MeetingMessageView Line) : MeetingEvent(Code, "message");

    /// <summary>To somebody whose source a host muted or stopped.</summary>
    /// <param name="Code">The meeting's.</param>
    /// <param name="Source">`microphone`, `camera` or `screen`.</param>
    /// <param name="By">Subject of the host; empty for the rule that whoever comes in is muted.</param>
    /// <param name="MayUnmute">`Unmute` will do.</param>
    internal sealed record Muted(string Code, string Source, string By, bool MayUnmute) : MeetingEvent(Code, "muted");

    /// <summary>To whom a meeting concerns: `invited`, `called`, `updated`.</summary>
    internal sealed record About(string Code, string Kind, MeetingView Meeting) : MeetingEvent(Code, Kind);
}
