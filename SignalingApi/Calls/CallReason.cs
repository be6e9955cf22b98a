using System.Text.Json.Serialization;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Why a call ended, as the protocol names it (kebab case).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallReason>))]
internal enum CallReason
{
    HungUp,
    Declined,

    /// <summary>Given up by who called, or everybody who could have answered to is gone.</summary>
    Cancelled,

    /// <summary>Who was called is in another call.</summary>
    Busy,

    NoAnswer,

    /// <summary>Told to a person's other pages: the call goes on, there.</summary>
    AnsweredElsewhere,

    /// <summary>The page and the media were gone, and did not come back in time.</summary>
    Lost,

    /// <summary>Put out by a moderator, or the server lost the call.</summary>
    Failed,

    /// <summary>One has blocked the other, or is banned.</summary>
    Blocked,
}
