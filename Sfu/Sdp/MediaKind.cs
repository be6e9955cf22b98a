namespace Vidrn.Sfu.Sdp;

/// <summary>The media field of an m-line.</summary>
internal enum MediaKind
{
    Audio,
    Video,

    /// <summary>A data channel.</summary>
    Application,

    /// <summary>Anything else; always rejected.</summary>
    Other,
}
