namespace Vidrn.Sfu.Rooms;

/// <summary>What a published track shows.</summary>
internal enum TrackSource
{
    Camera,
    Microphone,
    Screen,
    ScreenAudio,
}
