namespace Vidrn.Sfu.Sdp;

/// <summary>Why an offer was refused: a stable code of the wire protocol and a message for the developer of the client.</summary>
/// <param name="Code">One of the constants of this type.</param>
/// <param name="Message">Names the line or the media section; never holds more of the offer than a checked mid.</param>
internal readonly record struct SdpProblem(string Code, string Message)
{
    /// <summary>Cannot be parsed, or lacks what is required.</summary>
    public const string Invalid = "sdp-invalid";

    /// <summary>Over one of <see cref="SdpLimits"/>.</summary>
    public const string TooLarge = "sdp-too-large";

    /// <summary>Well formed, but asks for what this server does not do.</summary>
    public const string Unsupported = "sdp-unsupported";

    /// <summary>A media section is no longer what it was in an earlier offer.</summary>
    public const string MediaChanged = "media-changed";

    public override string ToString() => $"{Code}: {Message}";
}
