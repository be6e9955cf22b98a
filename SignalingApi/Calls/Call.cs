using System.Text.Json.Serialization;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>A call between friends as it stands; changed by <see cref="CallMachine"/> alone.</summary>
internal sealed record Call
{
    /// <summary>How long it rings.</summary>
    public static readonly TimeSpan RingTime = TimeSpan.FromSeconds(30);

    /// <summary>How long somebody may be gone and come back.</summary>
    public static readonly TimeSpan AwayTime = TimeSpan.FromSeconds(30);

    /// <summary>How long one that is over is remembered for late answers and retries; history keeps it for good.</summary>
    public static readonly TimeSpan KeptTime = TimeSpan.FromMinutes(2);

    /// <summary>How many may be in one call, those who ring included. A larger circle is a meeting.</summary>
    public const int MaxMembers = 8;

    /// <summary>How many may have had a part in one call: who left and who declined stay listed.</summary>
    public const int MaxListed = 32;

    public Id Id { get; init; }

    public bool Video { get; init; }

    public long StartedAt { get; init; }

    public long? AnsweredAt { get; init; }

    public long? EndedAt { get; init; }

    public CallReason? Reason { get; init; }

    /// <summary>Rises with each change; 0 before it is in the book.</summary>
    public long Version { get; init; }

    /// <summary>Who called first, then in the order in which they were called.</summary>
    public IReadOnlyList<CallMember> Members { get; init; } = [];

    /// <summary>Its media room.</summary>
    [JsonIgnore]
    public string Room => RoomOf(Id);

    [JsonIgnore]
    public bool IsOver => EndedAt is not null;

    [JsonIgnore]
    public CallMember Caller => Members[0];

    /// <summary>When the sweep must look at it; <see cref="long.MaxValue"/> for never.</summary>
    [JsonIgnore]
    public long DueAt => EndedAt is { } ended ? ended + (long)KeptTime.TotalMilliseconds : Members.Min(static member => member.DueAt);

    public static string RoomOf(Id call) => $"call-{call}";

    /// <summary>The call that a room belongs to; null for another kind of room.</summary>
    public static Id? OfRoom(string room) => room.StartsWith("call-", StringComparison.Ordinal) && Id.TryParse(room["call-".Length..], null, out var id) ? id : null;

    public CallMember? Find(Id user) => Members.FirstOrDefault(member => member.User == user);

    public CallState StateOf(Id user) => Find(user)?.State ?? CallState.Idle;

    public Call With(CallMember changed) => this with { Members = [.. Members.Select(member => member.User == changed.User ? changed : member)] };
}

/// <summary>One person's part in a call.</summary>
internal sealed record CallMember
{
    public Id User { get; init; }

    public CallState State { get; init; }

    /// <summary>Why it is over for this person.</summary>
    public CallReason? Reason { get; init; }

    /// <summary>The hub connection of the page that has the call; null while it is gone, and while it rings (everywhere).</summary>
    public string? Page { get; init; }

    /// <summary>When that page went.</summary>
    public long? PageGoneAt { get; init; }

    /// <summary>The media connection stands.</summary>
    public bool Media { get; init; }

    /// <summary>When the media went.</summary>
    public long? MediaGoneAt { get; init; }

    /// <summary>Until when it rings.</summary>
    public long? RingsUntil { get; init; }

    public long? JoinedAt { get; init; }

    public long? LeftAt { get; init; }

    /// <summary>Has a part in it now, and so can have none in another.</summary>
    [JsonIgnore]
    public bool IsLive => State is CallState.Calling or CallState.Ringing or CallState.InCall;

    /// <summary>Since when nothing of this person is there. Media that stands is enough: then only the hub's connection broke.</summary>
    [JsonIgnore]
    public long? AwaySince => State is not (CallState.Calling or CallState.InCall) || Media ? null
        : PageGoneAt is { } page && MediaGoneAt is { } media ? Math.Max(page, media)
        : PageGoneAt ?? MediaGoneAt;

    [JsonIgnore]
    public long DueAt => State switch
    {
        CallState.Ringing => RingsUntil ?? 0,
        CallState.Calling or CallState.InCall when AwaySince is { } since => since + (long)Call.AwayTime.TotalMilliseconds,
        _ => long.MaxValue,
    };

    /// <summary>Was called and did not get to it: marked as missed in the history, and told.</summary>
    public static bool IsMissed(CallState before, CallReason? reason) =>
        before == CallState.Ringing && reason is (CallReason.NoAnswer or CallReason.Cancelled or CallReason.Busy or CallReason.Lost or CallReason.Failed);
}
