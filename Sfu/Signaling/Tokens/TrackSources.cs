namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>The kinds of track a token may allow its holder to publish (docs/protocol.md section 1.1).</summary>
[Flags]
public enum TrackSources
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>`camera`.</summary>
    Camera = 1,

    /// <summary>`microphone`.</summary>
    Microphone = 2,

    /// <summary>`screen`.</summary>
    Screen = 4,

    /// <summary>`screen_audio`.</summary>
    ScreenAudio = 8,

    /// <summary>Every source.</summary>
    All = Camera | Microphone | Screen | ScreenAudio,
}
